package io.relayguard.guard.dnsbl;

import static io.relayguard.guard.dnsbl.ListsForTests.observed;
import static io.relayguard.guard.dnsbl.ListsForTests.settings;
import static io.relayguard.guard.dnsbl.ListsForTests.zone;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Trouble;
import io.relayguard.core.dnsbl.Zone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Zones that are tested, suspended and asked again, and their figures. */
class ZonesInOperationTest {
    private static final Zone ZEN = zone("zen.example", 3);

    private final ListsForTests given = new ListsForTests();
    private final ScriptedQuestions dns = given.dns;

    private static Check ask(DnsLists lists, String client) {
        return lists.check(lists.settings().rules(), List.of(ListsForTests.client(client)));
    }

    private static boolean isListed(DnsLists lists, String client) {
        Check check = ask(lists, client);
        assertThat(check.decided()).isDone();
        return lists.decide(check).listed();
    }

    private static ZoneReport report(DnsLists lists) {
        assertThat(lists.report()).hasSize(1);
        return lists.report().get(0);
    }

    @Test
    void eachZoneIsTestedAtTheStartAndNotAskedBefore() {
        DnsLists lists = given.lists(settings(3, ZEN));
        assertThat(dns.asked())
                .containsExactly(
                        "1.0.0.127.zen.example.",
                        "1.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.zen.example.",
                        "2.0.0.127.zen.example.",
                        "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.zen.example.");
        assertThat(report(lists).state().trouble()).contains(Trouble.NOT_TESTED_YET);

        assertThat(isListed(lists, "1.2.3.4")).isFalse();
        assertThat(dns.askedAboutClients()).isEmpty();

        dns.works("zen.example").says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));
        assertThat(isListed(lists, "1.2.3.4")).isTrue();
        assertThat(given.events.told()).containsExactly("zen asked");
    }

    @Test
    void aZoneThatListsEverybodyIsSuspended() {
        dns.works("zen.example").says("1.0.0.127.zen.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, ZEN));

        assertThat(isListed(lists, "1.2.3.4")).isFalse();
        assertThat(dns.askedAboutClients()).isEmpty();
        assertThat(given.events.told()).containsExactly("zen lists-everything");
    }

    @Test
    void aSuspendedZoneComesBackOnceItPassesItsTest() {
        dns.works("zen.example")
                .says("2.0.0.127.zen.example.", Replies.NOTHING)
                .says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, ZEN));
        dns.works("zen.example");

        given.clock.move(Duration.ofMinutes(1).minusMillis(1));
        lists.look();
        assertThat(isListed(lists, "1.2.3.4")).isFalse();

        given.clock.move(Duration.ofMillis(1));
        lists.look();
        assertThat(isListed(lists, "1.2.3.4")).isTrue();
        assertThat(given.events.told()).containsExactly("zen test-entry-missing", "zen asked");
    }

    @Test
    void aZoneIsTestedAgainEveryHalfHour() {
        dns.works("zen.example");
        DnsLists lists = given.lists(settings(3, ZEN));

        given.clock.move(Duration.ofMinutes(30).minusMillis(1));
        lists.look();
        assertThat(dns.asked()).hasSize(4);

        given.clock.move(Duration.ofMillis(1));
        lists.look();
        lists.look();
        assertThat(dns.asked()).hasSize(8);
    }

    @Test
    void aWrongAnswerSuspendsAtOnceAndAllThatItSaidIsForgotten() {
        dns.works("zen.example")
                .says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"))
                .says("5.3.2.1.zen.example.", Replies.addresses("203.0.113.80"));
        DnsLists lists = given.lists(settings(3, ZEN));
        assertThat(isListed(lists, "1.2.3.4")).isTrue();

        assertThat(isListed(lists, "1.2.3.5")).isFalse();
        assertThat(isListed(lists, "1.2.3.4")).isFalse();

        dns.says("4.3.2.1.zen.example.", Replies.NOTHING);
        given.clock.move(Duration.ofMinutes(1));
        lists.look();
        assertThat(isListed(lists, "1.2.3.4")).isFalse();
        assertThat(given.events.told()).containsExactly("zen asked", "zen wrong-answers", "zen asked");
        assertThat(dns.askedAboutClients())
                .containsExactly("4.3.2.1.zen.example.", "5.3.2.1.zen.example.", "4.3.2.1.zen.example.");
    }

    @Test
    void anAnswerOnItsWayWhileTheZoneIsSuspendedIsNotKept() {
        dns.works("zen.example").says("5.3.2.1.zen.example.", Replies.addresses("203.0.113.80"));
        DnsLists lists = given.lists(settings(3, ZEN));
        Check before = ask(lists, "1.2.3.4");
        assertThat(isListed(lists, "1.2.3.5")).isFalse();

        dns.says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));
        assertThat(before.decided()).isDone();
        dns.says("4.3.2.1.zen.example.", Replies.NOTHING);
        given.clock.move(Duration.ofMinutes(1));
        lists.look();

        assertThat(isListed(lists, "1.2.3.4")).isFalse();
    }

    @Test
    void nobodyWaitsAnyLongerForAZoneThatHasBeenSuspended() {
        dns.works("zen.example").says("5.3.2.1.zen.example.", Replies.addresses("203.0.113.80"));
        DnsLists lists = given.lists(settings(3, ZEN));
        Check waiting = ask(lists, "1.2.3.4");
        assertThat(waiting.decided()).isNotDone();

        assertThat(isListed(lists, "1.2.3.5")).isFalse();

        assertThat(waiting.decided()).isDone();
        assertThat(lists.decide(waiting).listed()).isFalse();
    }

    @Test
    void timeOutsInARowSuspendAndOneAnswerBetweenThemDoesNot() {
        dns.works("zen.example");
        DnsLists lists = given.lists(settings(3, ZEN));
        for (int client = 1; client <= 9; client++) {
            dns.says(client + ".3.2.1.zen.example.", client == 5 ? Replies.NOTHING : Replies.failed(Silence.TIME_OUT));
            assertThat(isListed(lists, "1.2.3." + client)).isFalse();
        }
        assertThat(given.events.told()).containsExactly("zen asked");

        dns.says("10.3.2.1.zen.example.", Replies.failed(Silence.UNREACHABLE));
        assertThat(isListed(lists, "1.2.3.10")).isFalse();

        assertThat(given.events.told()).containsExactly("zen asked", "zen times-out");
        assertThat(report(lists).state().detail()).contains("5");
    }

    @Test
    void anOperatorsComplaintIsToldOnceAnHour() {
        dns.works("zen.example");
        DnsLists lists = given.lists(settings(3, ZEN));
        complain(lists, 1, "127.255.255.254");
        complain(lists, 2, "127.255.255.254");
        complain(lists, 3, "127.255.255.255");
        complain(lists, 4, "127.255.255.254");
        assertThat(report(lists).complaint()).startsWith("127.255.255.254: ");

        given.clock.move(Duration.ofHours(1));
        assertThat(report(lists).complaint()).isEmpty();
        complain(lists, 5, "127.255.255.254");

        assertThat(given.events.told())
                .containsExactly(
                        "zen asked",
                        "zen complains: operator-254",
                        "zen complains: operator-255",
                        "zen complains: operator-254");
    }

    private void complain(DnsLists lists, int client, String reply) {
        dns.says(client + ".3.2.1.zen.example.", Replies.addresses(reply));
        assertThat(isListed(lists, "1.2.3." + client)).isFalse();
    }

    @Test
    void aComplaintAmongListingsIsNoListing() {
        dns.works("zen.example").says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2", "127.255.255.254"));

        assertThat(isListed(given.lists(settings(3, ZEN)), "1.2.3.4")).isFalse();
    }

    @Test
    void itIsCountedWhatEachZoneWasAskedAndWhatCameOfIt() {
        dns.works("zen.example", "bl.example")
                .says("1.3.2.1.zen.example.", Replies.addresses("127.0.0.2"))
                .says("1.3.2.1.bl.example.", Replies.addresses("127.0.0.2"))
                .says("2.3.2.1.zen.example.", Replies.addresses("127.0.0.2"))
                .says("2.3.2.1.bl.example.", Replies.NOTHING)
                .says("3.3.2.1.zen.example.", Replies.failed(Silence.SERVER_FAILED))
                .says("3.3.2.1.bl.example.", Replies.NOTHING);
        DnsLists lists = given.lists(settings(3, ZEN, zone("bl.example", 1)));
        assertThat(isListed(lists, "1.2.3.1")).isTrue();
        assertThat(isListed(lists, "1.2.3.1")).isTrue();
        assertThat(isListed(lists, "1.2.3.2")).isTrue();
        assertThat(isListed(lists, "1.2.3.3")).isFalse();

        assertThat(figures(lists, "zen")).isEqualTo("asked 3, answered 2, listed 3, listed-alone 1, decided 3");
        assertThat(figures(lists, "bl")).isEqualTo("asked 3, answered 3, listed 2, listed-alone 0, decided 0");
        assertThat(given.events.counted("zen no-answer servfail")).isEqualTo(1);
        assertThat(given.events.counted("zen listed-alone")).isEqualTo(1);
    }

    private static String figures(DnsLists lists, String label) {
        ZoneFigures figures = lists.report().stream()
                .filter(zone -> zone.label().value().equals(label))
                .findFirst()
                .orElseThrow()
                .figures();
        return List.of(Count.values()).stream()
                .map(count -> count.code() + " " + figures.of(count))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }

    @Test
    void aListThatStandsTwiceIsCountedOnce() {
        dns.works("zen.example").says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2", "127.0.0.10"));
        DnsLists lists = given.lists(
                settings(1, ListsForTests.replying(ZEN, "127.0.0.2"), ListsForTests.replying(ZEN, "127.0.0.10")));

        assertThat(isListed(lists, "1.2.3.4")).isTrue();

        assertThat(figures(lists, "zen")).isEqualTo("asked 1, answered 1, listed 1, listed-alone 1, decided 1");
    }

    @Test
    void whatAnObservedZoneWouldDecideIsToldAndDecidesNothing() {
        dns.works("watched.example").says("4.3.2.1.watched.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, observed("watched.example", 3)));

        assertThat(isListed(lists, "1.2.3.4")).isFalse();

        assertThat(given.events.told()).containsExactly("watched asked", "watched would decide: [1.2.3.4]");
        assertThat(figures(lists, "watched")).isEqualTo("asked 1, answered 1, listed 1, listed-alone 1, decided 1");
    }

    @Test
    void aCheckIsCountedOnceAllHaveAnsweredThoughItWasDecidedBefore() {
        dns.works("zen.example", "bl.example").says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));
        DnsLists lists = given.lists(settings(3, ZEN, zone("bl.example", 1)));
        assertThat(isListed(lists, "1.2.3.4")).isTrue();
        assertThat(given.events.counted("zen listed")).isZero();

        dns.says("4.3.2.1.bl.example.", Replies.addresses("127.0.0.2"));

        assertThat(given.events.counted("zen listed")).isEqualTo(1);
        assertThat(given.events.counted("zen listed-alone")).isZero();
        assertThat(given.events.counted("bl listed")).isEqualTo(1);
    }

    @Test
    void theMeanTimeIsThatOfQuestionsThatHaveEnded() {
        ZoneFigures figures = new ZoneFigures(
                Map.of(Count.ASKED, 10L, Count.ANSWERED, 3L), Map.of(Silence.TIME_OUT, 1L), Duration.ofSeconds(8));

        assertThat(figures.meanTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(new ZoneFigures(Map.of(Count.ASKED, 1L), Map.of(), Duration.ZERO).meanTime())
                .isZero();
    }

    @Test
    void zonesAreReportedInTheOrderOfTheirLabels() {
        dns.works("zen.example", "bl.example", "am.example");
        DnsLists lists = given.lists(settings(1, ZEN, zone("bl.example", 1), zone("am.example", 1)));

        assertThat(lists.report()).extracting(report -> report.label().value()).containsExactly("am", "bl", "zen");
    }
}
