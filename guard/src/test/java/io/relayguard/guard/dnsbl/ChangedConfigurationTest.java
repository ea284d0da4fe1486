package io.relayguard.guard.dnsbl;

import static io.relayguard.guard.dnsbl.ListsForTests.settings;
import static io.relayguard.guard.dnsbl.ListsForTests.with;
import static io.relayguard.guard.dnsbl.ListsForTests.zone;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.settings.DnsblSettings.CacheRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept and what is forgotten when relayguard.xml changes. */
class ChangedConfigurationTest {
    private static final Zone ZEN = zone("zen.example", 3);
    private static final Zone BL = zone("bl.example", 2);
    private static final CacheRules SMALLER = new CacheRules(
            100, CacheRules.DEFAULT.listed(), CacheRules.DEFAULT.unlisted(), CacheRules.DEFAULT.silence());

    private final ListsForTests given = new ListsForTests();
    private final ScriptedQuestions dns =
            given.dns.works("zen.example", "bl.example").says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));
    private final DnsLists lists = given.lists(settings(3, ZEN));

    @BeforeEach
    void askOnce() {
        assertThat(isListed(lists)).isTrue();
        assertThat(dns.askedAboutClients()).hasSize(1);
    }

    private static boolean isListed(DnsLists lists) {
        return lists.decide(lists.check(lists.settings().rules(), List.of(ListsForTests.CLIENT)))
                .listed();
    }

    private List<String> labels() {
        return lists.report().stream().map(report -> report.label().value()).toList();
    }

    private long asked(String label) {
        return lists.report().stream()
                .filter(report -> report.label().value().equals(label))
                .findFirst()
                .orElseThrow()
                .figures()
                .of(Count.ASKED);
    }

    @Test
    void anotherWeightChangesNothingThatIsKnownOfTheZone() {
        lists.use(settings(3, zone("zen.example", 4), BL));

        assertThat(asked("zen")).isEqualTo(1);
        assertThat(given.events.told()).containsExactly("zen asked", "bl asked");
        assertThat(isListed(lists)).isTrue();
        assertThat(dns.askedAboutClients()).containsExactly("4.3.2.1.zen.example.", "4.3.2.1.bl.example.");
    }

    @Test
    void oneOfTwoEntriesOfAZoneMayGo() {
        Zone second = ListsForTests.replying(ZEN, "127.0.0.10");
        lists.use(settings(3, ZEN, second));

        lists.use(settings(3, second));

        assertThat(asked("zen")).isEqualTo(1);
        assertThat(given.events.told()).containsExactly("zen asked");
    }

    @Test
    void aZoneThatIsGoneIsNoMoreWatched() {
        lists.use(settings(2, BL));
        assertThat(labels()).containsExactly("bl");

        given.clock.move(Duration.ofHours(1));
        int before = dns.asked().size();
        lists.look();

        assertThat(dns.asked().subList(before, dns.asked().size())).allMatch(name -> name.endsWith(".bl.example."));
    }

    @Test
    void aCheckUnderWayDoesNotBringAZoneBackThatIsGone() {
        Check underWay = lists.check(lists.settings().rules(), List.of(ListsForTests.client("1.2.3.5")));

        lists.use(settings(2, BL));
        dns.says("5.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));

        assertThat(lists.decide(underWay).listed()).isTrue();
        assertThat(labels()).containsExactly("bl");
    }

    @Test
    void aCheckByRulesFromBeforeAsksNoZoneThatIsGone() {
        DnsblRules before = lists.settings().rules();
        lists.use(settings(2, BL));

        Check late = lists.check(before, List.of(ListsForTests.client("1.2.3.5")));

        assertThat(late.decided()).isDone();
        assertThat(labels()).containsExactly("bl");
        assertThat(dns.askedAboutClients()).hasSize(1);
    }

    @Test
    void aZoneThatComesBackIsTestedAnew() {
        lists.use(settings(2, BL));
        lists.use(settings(3, ZEN));

        assertThat(given.events.told()).containsExactly("zen asked", "bl asked", "zen asked");
        assertThat(asked("zen")).isZero();
    }

    @Test
    void anotherLabelIsShownFromThenOn() {
        lists.use(settings(3, ListsForTests.labelled(ZEN, "paid")));

        assertThat(labels()).containsExactly("paid");
        assertThat(given.events.told()).containsExactly("zen asked", "paid asked");
    }

    @Test
    void otherRulesOfHealthBeginAnew() {
        lists.use(with(settings(3, ZEN), CacheRules.DEFAULT, new HealthRules(Duration.ofMinutes(5), 50, 1)));

        assertThat(asked("zen")).isZero();
        assertThat(given.events.told()).containsExactly("zen asked", "zen asked");
        dns.says("5.3.2.1.zen.example.", Replies.failed(Silence.TIME_OUT));
        var unused = lists.check(lists.settings().rules(), List.of(ListsForTests.client("1.2.3.5")));
        assertThat(given.events.told()).last().isEqualTo("zen times-out");
    }

    @Test
    void otherRulesOfTheCacheForgetAllAnswers() {
        lists.use(with(settings(3, ZEN), SMALLER, HealthRules.DEFAULT));

        assertThat(isListed(lists)).isTrue();
        assertThat(dns.askedAboutClients()).hasSize(2);
        assertThat(asked("zen")).isEqualTo(2);
    }

    @Test
    void theSameRulesOfTheCacheKeepAllAnswers() {
        lists.use(settings(4, Duration.ofSeconds(1), 1, ZEN, BL));

        assertThat(isListed(lists)).isFalse();
        assertThat(dns.askedAboutClients()).containsExactly("4.3.2.1.zen.example.", "4.3.2.1.bl.example.");
    }

    @Test
    void aMatchersOwnZonesStayWhateverTheFileSays() {
        DnsblRules own = new DnsblRules(List.of(ListsForTests.labelled(ZEN, "zen.example"), BL), 1);
        lists.watchAll(own);
        assertThat(labels()).containsExactly("bl", "zen");

        lists.use(settings(1));

        assertThat(labels()).containsExactly("bl", "zen.example");
        dns.says("4.3.2.1.bl.example.", Replies.NOTHING);
        assertThat(lists.decide(lists.check(own, List.of(ListsForTests.CLIENT))).listed())
                .isTrue();
    }

    @Test
    void theFilesLabelIsShownForAZoneThatAMatcherNamesToo() {
        lists.watchAll(new DnsblRules(List.of(ListsForTests.labelled(BL, "bl.example")), 1));
        assertThat(labels()).containsExactly("bl.example", "zen");

        lists.use(settings(3, ZEN, BL));

        assertThat(labels()).containsExactly("bl", "zen");
    }
}
