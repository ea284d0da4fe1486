package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.primary.StandInPrimary;
import io.relayguard.fixture.primary.TarPit;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody's mail waits for another's primary: one that is fast stands beside one that is dead and one that is a tar pit. */
class SideBySideIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Less than James waits for the tar pit's answer: who had to wait for that would come too late. */
    private static final Duration PROMPTLY = Duration.ofSeconds(25);

    private static final int MAILS = 300;
    private static final int ALL = 2 * MAILS;
    private static final int DEAD_PORT = Ports.free();
    private static final int SLOW_PORT = Ports.free();
    private static final String DEAD = "dead.test";
    private static final String SLOW = "slow.test";
    private static final String FAST = "example.org";

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(
            RunningJames.SECONDARY_MX,
            overlay -> overlay.replace(
                    "relayguard.xml",
                    "</relayDomains>",
                    element(DEAD, DEAD_PORT) + element(SLOW, SLOW_PORT) + "</relayDomains>"));

    private static String element(String domain, int port) {
        return "<domain name=\"" + domain + "\"><primary>smtp://127.0.0.1:" + port + "</primary></domain>";
    }

    @Test
    void aFastPrimaryHasItsMailPromptlyWhileThatOfADeadOneAndOfATarPitWaitsAndNoneIsLost() throws IOException {
        try (TarPit tarPit = new TarPit(Loopback.INSIDER, SLOW_PORT)) {
            send(0, List.of(DEAD, SLOW));
            await("both are tried").atMost(LIMIT).until(() -> tarPit.greeted() > 0 && isDown(DEAD));

            send(MAILS, List.of(FAST, DEAD, SLOW));
            await("the fast one has its mail")
                    .atMost(PROMPTLY)
                    .untilAsserted(
                            () -> assertThat(JAMES.primary().deliveries()).hasSize(MAILS));
            assertThat(recipients(JAMES.primary())).containsExactlyInAnyOrderElementsOf(addresses(FAST, MAILS, ALL));

            await("the others' mail waits").atMost(LIMIT).untilAsserted(SideBySideIT::allOthersWait);
            assertThat(JAMES.server().log())
                    .doesNotContain("event=delivered destination=" + DEAD, "event=delivered destination=" + SLOW);
        }
        allArrivesOnceSomebodyIsThere(DEAD, DEAD_PORT);
        allArrivesOnceSomebodyIsThere(SLOW, SLOW_PORT);
        assertThat(JAMES.internet().deliveries()).as("bounces").isEmpty();
    }

    /** In turn, so that none comes before the other. */
    private static void send(int from, List<String> domains) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            for (int number = from; number < from + MAILS; number++) {
                for (String domain : domains) {
                    assertThat(client.send(
                                            "stranger@elsewhere.test",
                                            List.of(address(domain, number)),
                                            TestMail.delicate("number " + number))
                                    .code())
                            .isEqualTo(250);
                }
            }
        }
    }

    private static String address(String domain, int number) {
        return "number-" + number + "@" + domain;
    }

    private static List<String> addresses(String domain, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> address(domain, number))
                .toList();
    }

    private static boolean isDown(String domain) throws IOException {
        return JAMES.server().log().contains("event=primary-down destination=" + domain + " ");
    }

    private static void allOthersWait() throws IOException, InterruptedException {
        assertThat(waitingFor(DEAD)).isEqualTo(ALL);
        assertThat(waitingFor(SLOW)).isEqualTo(ALL);
        assertThat(waitingFor(FAST)).isZero();
        assertThat(JAMES.webAdmin().get("/relayguard/destinations").body())
                .containsPattern(status(DEAD, ALL))
                .containsPattern(status(SLOW, ALL))
                .containsPattern(status(FAST, 0));
    }

    private static String status(String domain, int messages) {
        return "\"domain\":\"" + domain + "\",\"state\":\"[a-z]+\",\"messages\":" + messages + ",";
    }

    private static long waitingFor(String domain) throws IOException {
        return JAMES.spooled().stream()
                .map(Path::toString)
                .filter(file -> file.contains("/" + domain + "/") && !file.contains("/set-aside/"))
                .count();
    }

    private static void allArrivesOnceSomebodyIsThere(String domain, int port) throws IOException {
        try (StandInPrimary successor = new StandInPrimary(Loopback.INSIDER, port)) {
            successor.start();
            await("nothing waits for " + domain).atMost(LIMIT).until(() -> waitingFor(domain) == 0);
            assertThat(recipients(successor)).containsExactlyInAnyOrderElementsOf(addresses(domain, 0, ALL));
        }
    }

    private static List<String> recipients(StandInPrimary primary) {
        return primary.deliveries().stream()
                .flatMap(mail -> mail.recipients().stream())
                .toList();
    }
}
