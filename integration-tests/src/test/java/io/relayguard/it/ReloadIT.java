package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is changed on disk counts within seconds, in a James that runs; what is wrong counts for nothing. */
class ReloadIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ELSEWHERE = "victim@elsewhere.test";
    private static final String NEW_DOMAIN = "more.example.net";

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.GROUPWARE_FRONT, overlay -> overlay.reload("200ms"));

    private LiveFile settings;
    private LiveFile domains;
    private int logged;

    @BeforeEach
    void read() throws IOException {
        settings = LiveFile.in(JAMES, "relayguard.xml");
        domains = LiveFile.in(JAMES, "relay-domains.txt");
        logged = JAMES.server().log().length();
    }

    /** The next test finds the policy of the sample. */
    @AfterEach
    void putBack() throws IOException {
        settings.restore();
        domains.restore();
        awaitCode(Loopback.STRANGER, ELSEWHERE, 550);
        awaitCode(Loopback.STRANGER, "ann@" + NEW_DOMAIN, 550);
        awaitCode(Loopback.STRANGER, "ann@example.org", 250);
    }

    @Test
    void networkThatIsAddedIsInsideAndWhenItIsTakenOutAgainItIsNot() throws IOException {
        awaitCode(Loopback.STRANGER, ELSEWHERE, 550);
        settings.replace("127.0.0.1, ::1", "127.0.0.1, 127.0.0.2, ::1");
        awaitCode(Loopback.STRANGER, ELSEWHERE, 250);
        settings.restore();
        awaitCode(Loopback.STRANGER, ELSEWHERE, 550);
    }

    @Test
    void sessionThatIsOpenIsJudgedByTheNewPolicy() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            assertThat(code(client, ELSEWHERE)).isEqualTo(550);
            settings.replace("127.0.0.1, ::1", "127.0.0.1, 127.0.0.2, ::1");
            await().atMost(LIMIT).until(() -> code(client, ELSEWHERE) == 250);
        }
    }

    @Test
    void wrongFileChangesNothingAndTheLogSaysEverythingThatIsWrong() throws IOException {
        settings.replace("127.0.0.1, ::1", "127.0.0.1, 127.0.0.2, ::1, 192.0.2.999");
        settings.replace("<maxAge>5d</maxAge>", "<maxAge>forever</maxAge>");
        awaitLog("192.0.2.999");
        awaitLog("forever");
        // Neither is the right half of the file taken over, nor is what was there lost.
        assertThat(code(Loopback.STRANGER, ELSEWHERE)).isEqualTo(550);
        assertThat(code(Loopback.INSIDER, ELSEWHERE)).isEqualTo(250);
        assertThat(code(Loopback.STRANGER, "ann@example.org")).isEqualTo(250);
    }

    @Test
    void fileThatIsNoXmlAnyMoreChangesNothing() throws IOException {
        settings.replace("</relayguard>", "</relayguard");
        awaitLog("well-formed XML");
        assertThat(code(Loopback.STRANGER, ELSEWHERE)).isEqualTo(550);
        assertThat(code(Loopback.STRANGER, "ann@example.org")).isEqualTo(250);
    }

    @Test
    void domainThatIsAddedToTheFileIsARelayDomainAndItsMailReachesThePrimary() throws IOException {
        String recipient = "ann@" + NEW_DOMAIN;
        assertThat(code(Loopback.STRANGER, recipient)).isEqualTo(550);
        domains.append(NEW_DOMAIN);
        awaitCode(Loopback.STRANGER, recipient, 250);
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            assertThat(client.send("stranger@elsewhere.test", List.of(recipient), TestMail.delicate("to a new domain"))
                            .code())
                    .isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(JAMES.primary().deliveriesTo(recipient)).hasSize(1));
    }

    @Test
    void wrongLineInTheFileChangesNothingAndTheLogNamesFileAndLine() throws IOException {
        domains.append(NEW_DOMAIN);
        domains.append("not_a_domain!");
        awaitLog("not_a_domain!");
        assertThat(newLog().lines())
                .anyMatch(line -> line.contains("not_a_domain!") && line.contains("relay-domains.txt"));
        assertThat(code(Loopback.STRANGER, "ann@" + NEW_DOMAIN)).isEqualTo(550);
        assertThat(code(Loopback.STRANGER, "ann@example.org")).isEqualTo(250);
    }

    @Test
    void fileThatIsGoneChangesNothing() throws IOException {
        domains.delete();
        awaitLog("relay-domains.txt");
        assertThat(code(Loopback.STRANGER, "ann@example.org")).isEqualTo(250);
    }

    private static void awaitCode(InetAddress from, String recipient, int expected) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(code(from, recipient))
                        .as("RCPT TO:<%s>", recipient)
                        .isEqualTo(expected));
    }

    private void awaitLog(String text) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(newLog()).contains(text));
    }

    private String newLog() throws IOException {
        return JAMES.server().log().substring(logged);
    }

    private static int code(InetAddress from, String recipient) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(from)) {
            return code(client, recipient);
        }
    }

    private static int code(SmtpClient client, String recipient) throws IOException {
        client.say("RSET");
        client.mailFrom("stranger@elsewhere.test");
        return client.rcptTo(recipient).code();
    }
}
