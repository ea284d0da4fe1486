package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A primary that is back asks for its mail, by ETRN (RFC 1985) or by sending some itself (RFC 5321 section 4.5.4.1). */
class EtrnIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Its own attempts come too late for these tests. */
    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(
            RunningJames.SECONDARY_MX,
            overlay -> overlay.replace(
                    "relayguard.xml", "<retry first=\"1s\" max=\"2s\"/>", "<retry first=\"1h\" max=\"1h\"/>"));

    @BeforeEach
    void aMailWaitsForAPrimaryThatIsDown() throws IOException {
        JAMES.primary().stop();
        long before = downs();
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            assertThat(client.send("stranger@elsewhere.test", List.of("ann@example.org"), TestMail.delicate("waits"))
                            .code())
                    .isEqualTo(250);
        }
        await("the primary is down").atMost(LIMIT).until(() -> downs() > before);
        assertThat(JAMES.spooled()).isNotEmpty();
    }

    @AfterEach
    void nothingIsLeftForTheNextTest() throws IOException {
        JAMES.primary().start();
        say(Loopback.INSIDER, "ETRN example.org");
        arrives();
    }

    private static long downs() throws IOException {
        return Files.readString(JAMES.server().installation().console())
                .lines()
                .filter(line -> line.contains("event=primary-down destination=example.org"))
                .count();
    }

    private static String say(InetAddress from, String line) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(from)) {
            return client.say(line).toString();
        }
    }

    private static void arrives() {
        await("the mail has arrived")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.spooled()).isEmpty());
        assertThat(JAMES.primary().deliveries()).isNotEmpty();
    }

    @Test
    void etrnBringsTheMailAtOnce() throws IOException {
        JAMES.primary().start();
        assertThat(say(Loopback.INSIDER, "ETRN example.org"))
                .contains("253 2.0.0 OK, 1 pending messages for example.org started");
        arrives();
        assertThat(say(Loopback.INSIDER, "ETRN example.org")).contains("251 2.0.0 OK, no messages waiting");
    }

    @Test
    void aStrangerGetsNothingByItNotEvenWhichDomainsAreOurs() throws IOException {
        JAMES.primary().start();
        String ours = say(Loopback.STRANGER, "ETRN example.org");
        assertThat(ours).contains("459 4.7.1");
        assertThat(say(Loopback.STRANGER, "ETRN elsewhere.test")).isEqualTo(ours);
        assertThat(say(Loopback.STRANGER, "ETRN @org")).isEqualTo(ours);
        assertThat(JAMES.spooled()).isNotEmpty();
    }

    @Test
    void whatIsNoDomainIsASyntaxError() throws IOException {
        for (String argument : List.of("", " ", " @", " a b", " #queue", " -x.example", " " + "x".repeat(300))) {
            assertThat(say(Loopback.INSIDER, "ETRN" + argument)).as(argument).contains("501 5.5.4");
        }
    }

    @Test
    void ehloOffersIt() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            assertThat(client.ehlo().offers("ETRN")).isTrue();
        }
    }

    @Test
    void thePrimaryThatSendsMailItselfIsBack() throws IOException {
        JAMES.primary().start();
        try (SmtpClient client = JAMES.clientFrom(Loopback.INSIDER)) {
            client.mailFrom("ann@example.org");
            client.rcptTo("bob@example.org");
        }
        arrives();
    }
}
