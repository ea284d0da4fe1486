package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.dns.Conduct;
import io.relayguard.fixture.dns.FaultyDns;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a list does wrong costs nobody his mail: two zones, one that works and one that is told how to fail; each of them
 * weighs enough to refuse alone.
 */
class FaultyListsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GOOD = "good.test";
    private static final String FAULTY = "faulty.test";
    private static final String KEY = "abcdefgh0123456789";
    private static final String PAID = KEY + ".paid.test";
    private static final Cast CAST = Cast.withMailboxes();
    private static final Doors DOORS = new Doors(Ports.free(), Ports.free());
    private static final FaultyDns DNS = started();
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.RELAY_PROTECTION, FaultyListsIT::withLists);

    private static FaultyDns started() {
        try {
            return new FaultyDns();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private static Overlay withLists(Overlay overlay) {
        List.of(GOOD, FAULTY, PAID).forEach(zone -> DNS.let(zone, Conduct.LISTS));
        return overlay.dns(DNS.server())
                .proxied(DOORS.proxied(), "io.relayguard.smtp.DnsblHook")
                // Not even then is there a key in the log
                .replace("logback.xml", "\"io.relayguard\" level=\"INFO\"", "\"io.relayguard\" level=\"DEBUG\"")
                .replace("relayguard.xml", "</relayguard>", """
                          <dnsbl>
                            <zone>good.test</zone>
                            <zone>faulty.test</zone>
                            <zone label="paid">%s</zone>
                            <health timeOuts="3" every="1s"/>
                            <cache silence="1s"/>
                          </dnsbl>
                        </relayguard>""".formatted(PAID));
    }

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
        awaitHealth("\"healthy\"");
    }

    /** The zone comes back by itself. */
    @AfterEach
    void mend() {
        DNS.let(FAULTY, Conduct.LISTS);
        await().atMost(LIMIT).until(() -> !isSuspended());
    }

    @AfterAll
    static void stop() throws IOException {
        DNS.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LISTS_EVERYBODY")
    void nobodyIsRefusedForWhatAListDoesWrong(Conduct conduct) throws IOException {
        DNS.let(FAULTY, conduct);

        assertThat(rcpt(nextClient()).code()).isEqualTo(250);
    }

    /** Nobody can tell a dead list that lists everybody from a good one before its next test. */
    @Test
    void listOfEverybodyRefusesNobodyAfterItsTest() throws IOException {
        DNS.let(FAULTY, Conduct.LISTS_EVERYBODY);
        await().atMost(LIMIT).until(FaultyListsIT::isSuspended);

        assertThat(rcpt(nextClient()).code()).isEqualTo(250);
    }

    @ParameterizedTest
    @EnumSource(Conduct.class)
    void whatTheOtherListSaysStillCounts(Conduct conduct) throws IOException {
        DNS.let(FAULTY, conduct);
        String listed = nextClient();
        list(listed, GOOD);

        assertThat(rcpt(listed).toString()).contains("554", "listed by");
    }

    @ParameterizedTest
    @CsvSource({
        "LISTS_EVERYBODY, lists-everything",
        "LISTS_NOBODY, test-entry-missing",
        "REWRITES, wrong-answers",
        "COMPLAINS, wrong-answers",
        "SERVFAIL, test-unanswered",
        "SILENT, test-unanswered"
    })
    void zoneThatFailsItsTestIsSuspendedAndSaidSo(Conduct conduct, String reason) {
        DNS.let(FAULTY, conduct);

        awaitHealth("faulty.test is suspended: " + reason);
    }

    @Test
    void complaintOfAnOperatorIsNamed() throws IOException {
        DNS.let(FAULTY, Conduct.COMPLAINS);
        rcpt(nextClient());

        awaitHealth("127.255.255.254");
        assertThat(JAMES.server().log()).contains("does not answer public resolvers");
    }

    @Test
    void answerThatDoesNotFitIsAskedForByTcp() throws IOException {
        DNS.let(FAULTY, Conduct.LISTS_OVER_TCP);
        String listed = nextClient();
        list(listed, FAULTY);

        assertThat(rcpt(listed).toString()).contains("554", "listed by " + FAULTY);
    }

    @Test
    void keyOfAPaidListIsNowhere() throws IOException, InterruptedException {
        String listed = nextClient();
        list(listed, PAID);

        assertThat(rcpt(listed).toString()).contains("listed by paid").doesNotContain(KEY);
        assertThat(DNS.asked()).anyMatch(name -> name.contains(KEY));
        for (String path : List.of("/relayguard/dnsbl", "/healthcheck", "/metrics")) {
            assertThat(JAMES.webAdmin().get(path).body()).as(path).doesNotContain(KEY);
        }
        assertThat(JAMES.server().log()).contains("zone=paid").doesNotContain(KEY);
    }

    private static boolean isSuspended() {
        return health().contains("faulty.test is suspended");
    }

    private static void awaitHealth(String text) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(health()).contains(text));
    }

    private static String health() {
        try {
            return JAMES.webAdmin()
                    .get("/healthcheck/checks/Relay%20Guard%20DNS%20lists")
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Each client is a new one, so that nobody is judged by what a zone said of another. */
    private static String nextClient() {
        return "8.8.4." + CLIENTS.incrementAndGet();
    }

    private static void list(String client, String zone) {
        String last = client.substring(client.lastIndexOf('.') + 1);
        DNS.list(last + ".4.8.8." + zone);
    }

    private static SmtpReply rcpt(String client) throws IOException {
        try (SmtpClient session = DOORS.throughBalancer(Loopback.STRANGER, new InetSocketAddress(client, 40_000))) {
            session.mailFrom("stranger@elsewhere.test");
            return session.rcptTo(CAST.user());
        }
    }
}
