package io.relayguard.guard;

import static io.relayguard.guard.GuardWithLists.STRANGER;
import static io.relayguard.guard.GuardWithLists.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.dnsbl.DnsblVerdict;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.relay.Reply;
import io.relayguard.guard.dnsbl.Check;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the lists are asked about, and what follows from their answers. */
class DnsblGuardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ReversePath FROM = new ReversePath("a@sender.example");
    private static final Recipient TO = new Recipient("bob", "example.com");
    private static final String HELO = "greeting.example";

    private final LogForTests log = new LogForTests("io.relayguard");
    private GuardWithLists given;
    private DnsblGuard lists;

    @BeforeEach
    void start() throws IOException {
        given = new GuardWithLists();
        lists = given.james.guard.dnsbl();
        log.start();
    }

    @AfterEach
    void stop() throws IOException {
        log.close();
        given.close();
    }

    private Optional<Reply> refusal(String client) {
        Check check = lists.ask(address(client), FROM, HELO);
        given.awaitAnswers();
        return lists.refusal(check, FROM, TO);
    }

    private List<String> askedAbout(String client, ReversePath reversePath, String helo) {
        return lists.ask(address(client), reversePath, helo).subjects().stream()
                .map(Subject::shown)
                .toList();
    }

    @Test
    void aListedStrangerIsRefusedInTheZonesWords() {
        given.lists("zen.example", STRANGER, "see https://zen.example/ip/1.2.3.4");

        assertThat(refusal(STRANGER))
                .contains(new Reply(554, "5.7.1", "1.2.3.4 listed by zen: see https://zen/ip/1.2.3.4"));
        assertThat(log.lines())
                .containsExactly("INFO event=refused reason=dns-listed client=\"1.2.3.4\" sender=\"sender.example\""
                        + " helo=\"greeting.example\" from=\"<a@sender.example>\" to=\"bob@example.com\""
                        + " score=3 zones=\"zen\"");
        assertThat(given.james.metrics.countFor("relayguard.refused.dns-listed"))
                .isEqualTo(1);
    }

    @Test
    void aStrangerWhomNobodyListsIsNotRefused() {
        assertThat(refusal(STRANGER)).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aListingBelowTheThresholdRefusesNobody() {
        given.lists("bl.example", STRANGER, "listed");

        assertThat(refusal(STRANGER)).isEmpty();
        assertThat(lists.verdict(lists.ask(address(STRANGER), FROM, HELO)).labels())
                .containsExactly("bl");
    }

    @Test
    void aListedSenderAndAListedGreetingAreNamedInTheRefusal() {
        given.listsDomain("dbl.example", "sender.example", "a bad domain");
        assertThat(refusal(STRANGER)).contains(new Reply(554, "5.7.1", "sender.example listed by dbl: a bad domain"));

        given.listsDomain("greet.example", "bad.example", "a bad host");
        Check check = lists.ask(address("1.2.3.5"), ReversePath.NULL, "bad.example");
        given.awaitAnswers();
        assertThat(lists.refusal(check, ReversePath.NULL, TO))
                .contains(new Reply(554, "5.7.1", "bad.example listed by greet: a bad host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "::ffff:10.1.2.3", "5.5.5.5", "1.2.3.100"})
    void nothingIsAskedAboutInternalAndExemptClients(String client) {
        assertThat(askedAbout(client, FROM, HELO)).isEmpty();
        assertThat(refusal(client)).isEmpty();
        assertThat(given.dns.askedBelow("zen.example")).isEmpty();
        assertThat(given.dns.askedBelow("dbl.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "127.0.0.9",
                "192.168.1.1",
                "172.16.0.1",
                "100.64.0.1",
                "169.254.1.1",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.9",
                "::1",
                "fe80::1",
                "fd00::1",
                "2001:db8::1",
                "::ffff:203.0.113.9"
            })
    void anAddressThatIsNobodysIsNotAskedAboutAndItsSenderAndGreetingAre(String client) {
        assertThat(askedAbout(client, FROM, HELO)).containsExactly("sender.example", HELO);
        assertThat(refusal(client)).isEmpty();
        assertThat(given.dns.askedBelow("zen.example")).isEmpty();
        assertThat(given.dns.askedBelow("dbl.example")).hasSize(1);
    }

    @Test
    void theNullSenderIsNotAskedAbout() {
        assertThat(askedAbout(STRANGER, ReversePath.NULL, HELO)).containsExactly(STRANGER, HELO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@[1.2.3.4]", "a@[IPv6:2001:db8::1]", "a", "a@", "a@-.example"})
    void aSenderWithoutADomainIsNotAskedAbout(String sender) {
        assertThat(askedAbout(STRANGER, new ReversePath(sender), HELO)).containsExactly(STRANGER, HELO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1.2.3.4]", "1.2.3.4", "[IPv6:2001:db8::1]", "a b", "x\r\ny", "-"})
    void aGreetingThatIsNoNameIsNotAskedAbout(String helo) {
        assertThat(askedAbout(STRANGER, FROM, helo)).containsExactly(STRANGER, "sender.example");
    }

    @Test
    void aClientOfIpv6IsAskedAboutByItsNibbles() {
        assertThat(refusal("2a00:1450::1")).isEmpty();

        assertThat(given.dns.askedBelow("zen.example"))
                .containsExactly("UDP 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.5.4.1.0.0.a.2.zen.example. A");
    }

    @Test
    void whereTheWholePolicyObservesNobodyIsRefusedAndItIsNoted() throws IOException {
        try (GuardWithLists observing = new GuardWithLists("observe")) {
            observing.lists("zen.example", STRANGER, "listed");
            DnsblGuard guard = observing.james.guard.dnsbl();

            Check check = guard.ask(address(STRANGER), ReversePath.NULL, "");
            assertThat(guard.refusal(check, ReversePath.NULL, TO)).isEmpty();

            assertThat(log.lines())
                    .contains("INFO event=would-refuse reason=dns-listed mode=observe client=\"1.2.3.4\" from=\"<>\""
                            + " to=\"bob@example.com\" score=3 zones=\"zen\"");
            assertThat(observing.james.metrics.countFor("relayguard.observed.dns-listed"))
                    .isEqualTo(1);
            assertThat(observing.james.metrics.countFor("relayguard.refused.dns-listed"))
                    .isZero();
            assertThat(observing.dns.asked()).noneMatch(question -> question.endsWith(" TXT"));
        }
    }

    @Test
    void whatAnObservedZoneWouldRefuseIsNoted() {
        given.lists("watched.example", STRANGER, "listed");

        assertThat(refusal(STRANGER)).isEmpty();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.lines())
                        .containsExactly("INFO event=would-refuse reason=dns-listed mode=observe zone=watched"
                                + " client=\"1.2.3.4\" sender=\"sender.example\" helo=\"greeting.example\""));
        assertThat(given.james.metrics.countFor("relayguard.observed.dns-listed"))
                .isEqualTo(1);
        assertThat(given.dns.asked()).noneMatch(question -> question.endsWith(" TXT"));
    }

    @Test
    void onlyTheHeaviestListingIsAskedForItsText() {
        given.lists("zen.example", STRANGER, "from zen").lists("bl.example", STRANGER, "from bl");
        Check check = lists.ask(address(STRANGER), FROM, HELO);
        given.awaitAnswers();
        assertThat(lists.verdict(check)).matches(DnsblVerdict::listed);
        assertThat(given.dns.asked()).noneMatch(question -> question.endsWith(" TXT"));

        assertThat(lists.refusal(check, FROM, TO))
                .hasValueSatisfying(reply -> assertThat(reply.text()).endsWith(": from zen"));

        assertThat(given.dns.asked())
                .filteredOn(question -> question.endsWith(" TXT"))
                .containsExactly("UDP 4.3.2.1.zen.example. TXT");
    }

    @Test
    void aLongTextIsCutAndWhatIsNoPrintableAsciiIsLeftOut() {
        given.lists("zen.example", STRANGER, "a\\010\\013b\\000\\228c " + "x".repeat(240));

        assertThat(refusal(STRANGER))
                .contains(new Reply(554, "5.7.1", "1.2.3.4 listed by zen: a b c " + "x".repeat(194) + "..."));
    }

    @Test
    void eachRecipientIsRefusedAndTheTextIsAskedForOnce() {
        given.lists("zen.example", STRANGER, "listed");
        Check check = lists.ask(address(STRANGER), FROM, HELO);
        given.awaitAnswers();

        assertThat(lists.refusal(check, FROM, TO)).isPresent();
        assertThat(lists.refusal(check, FROM, new Recipient("eve", "example.com")))
                .isPresent();

        assertThat(log.lines()).hasSize(2);
        assertThat(given.dns.asked())
                .filteredOn(question -> question.endsWith(" TXT"))
                .hasSize(1);
        assertThat(given.james.metrics.countFor("relayguard.refused.dns-listed"))
                .isEqualTo(2);
    }

    @Test
    void figuresAreMetricsByTheLabelsOfTheZones() {
        given.lists("zen.example", STRANGER, "listed");
        assertThat(refusal(STRANGER)).isPresent();

        assertThat(given.james.metrics.countForPrefixName("relayguard.dnsbl.zen."))
                .containsEntry("relayguard.dnsbl.zen.resumed", 1)
                .containsEntry("relayguard.dnsbl.zen.asked", 1)
                .containsEntry("relayguard.dnsbl.zen.answered", 1);
    }
}
