package io.relayguard.guard.dnsbl;

import static io.relayguard.guard.dnsbl.ListsForTests.CLIENT;
import static io.relayguard.guard.dnsbl.ListsForTests.settings;
import static io.relayguard.guard.dnsbl.ListsForTests.zone;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.ListingText;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Zone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What zones write about their listings. */
class ListingTextsTest {
    private static final Zone ZEN = zone("zen.example", 3);

    private final ListsForTests given = new ListsForTests();
    private final ScriptedQuestions dns =
            given.dns.works("zen.example").says("4.3.2.1.zen.example.", Replies.addresses("127.0.0.2"));

    private static Check ask(DnsLists lists, Subject... subjects) {
        return lists.check(lists.settings().rules(), List.of(subjects));
    }

    @Test
    void nobodyAsksForItBeforeItIsNeeded() {
        DnsLists lists = given.lists(settings(3, ZEN));

        assertThat(lists.decide(ask(lists, CLIENT)).listed()).isTrue();

        assertThat(dns.textsAsked()).isEmpty();
    }

    @Test
    void itIsTheZonesWordOnThisSubject() {
        dns.worksForDomains("dbl.example")
                .writes("4.3.2.1.zen.example.", "see https://zen.example/1.2.3.4")
                .writes("a.example.dbl.example.", "a bad domain");
        Zone dbl = ListsForTests.of(Kind.SENDER, "dbl.example");
        DnsLists lists = given.lists(settings(3, ZEN, dbl));
        Check check = ask(lists, CLIENT, ListsForTests.sender("a.example"));

        assertThat(lists.text(check, ZEN)).isEqualTo(new ListingText("see https://zen/1.2.3.4"));
        assertThat(lists.text(check, dbl)).isEqualTo(new ListingText("a bad domain"));
    }

    @Test
    void itIsKeptForTenMinutes() {
        dns.writes("4.3.2.1.zen.example.", "listed");
        DnsLists lists = given.lists(settings(3, ZEN));
        Check check = ask(lists, CLIENT);

        lists.text(check, ZEN);
        given.clock.move(Duration.ofMinutes(10).minusMillis(1));
        lists.text(check, ZEN);
        assertThat(dns.textsAsked()).containsExactly("4.3.2.1.zen.example.");

        given.clock.move(Duration.ofMillis(1));
        lists.text(check, ZEN);
        assertThat(dns.textsAsked()).hasSize(2);
    }

    @Test
    void whatDoesNotComeIsNothing() {
        DnsLists lists = given.lists(settings(3, ListsForTests.FOREVER, 0, ZEN));

        assertThat(lists.text(ask(lists, CLIENT), ZEN)).isEqualTo(ListingText.NONE);
    }

    @Test
    void aZoneThatHadNobodyToBeAskedAboutSaysNothing() {
        DnsLists lists = given.lists(settings(3, ZEN));

        assertThat(lists.text(ask(lists), ZEN)).isEqualTo(ListingText.NONE);
        assertThat(dns.textsAsked()).isEmpty();
    }
}
