package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.james.JamesLine;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backend of James that does not answer is neither a yes nor a no: 451, and the client comes again. */
class SilentBackendIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Doors DOORS = Doors.onFreePorts();
    private static final Cast CAST = Cast.withMailboxes();
    private static final List<InetAddress> EVERYBODY = List.of(Loopback.STRANGER, Loopback.INSIDER);

    @RegisterExtension
    static final RunningJames JAMES =
            RunningJames.on(RunningJames.SECONDARY_MX, DOORS::openedIn, SilentBackendIT::faulty);

    /** The server with faults is compiled against James 3.8, and 3.9 differs in its injection. */
    private static JamesLine faulty(JamesLine line) {
        boolean supported =
                System.getProperty("james.line", JamesLine.DEFAULT_LINE).equals(JamesLine.DEFAULT_LINE);
        if (!supported) {
            System.err.println("SKIPPED: SilentBackendIT needs James " + JamesLine.DEFAULT_LINE);
        }
        assumeTrue(supported, "the server whose backends fail is made for James " + JamesLine.DEFAULT_LINE);
        return line.faulty();
    }

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
        Files.createDirectories(fault("domains").getParent());
    }

    @AfterEach
    void repair() throws IOException {
        Files.deleteIfExists(fault("domains"));
        Files.deleteIfExists(fault("users"));
    }

    @Test
    void withoutItsListOfDomainsJamesRefusesNobodyForGood() throws IOException {
        Files.createFile(fault("domains"));
        for (InetAddress from : EVERYBODY) {
            for (String recipient : List.of(CAST.user(), "postmaster@example.com", "victim@elsewhere.test")) {
                assertThat(rcpt(from, recipient).toString())
                        .as("from %s", from)
                        .startsWith("451 4.3.0 <" + recipient + ">");
            }
        }
        assertThat(JAMES.server().log()).contains("event=postponed reason=domains-unavailable");
    }

    /** Relay domains stand in a file of ours, and need no backend. */
    @Test
    void withoutItsListOfDomainsJamesStillTakesMailForPrimaries() throws IOException {
        Files.createFile(fault("domains"));
        assertThat(rcpt(Loopback.STRANGER, "ann@example.org").code()).isEqualTo(250);
    }

    @Test
    void withoutItsUsersJamesPutsOffEveryUser() throws IOException {
        Files.createFile(fault("users"));
        for (InetAddress from : EVERYBODY) {
            for (String recipient : List.of(CAST.user(), "nobody@example.com", "postmaster@example.com")) {
                assertThat(rcpt(from, recipient).toString())
                        .as("from %s", from)
                        .startsWith("451 4.3.0 <" + recipient + ">");
            }
        }
    }

    @Test
    void withoutItsUsersJamesStillRefusesWhatIsForNobodyHere() throws IOException {
        Files.createFile(fault("users"));
        assertThat(rcpt(Loopback.STRANGER, "victim@elsewhere.test").lines())
                .containsExactly("550 5.7.1 <victim@elsewhere.test>: relay access denied");
        assertThat(rcpt(Loopback.STRANGER, "ann@example.org").code()).isEqualTo(250);
    }

    /** What James had taken already, and cannot be asked about now, is kept where the administrator sees it. */
    @Test
    void withoutItsListOfDomainsJamesSendsNothingOut() throws IOException {
        Files.createFile(fault("domains"));
        try (SmtpClient client = DOORS.pastTheHook()) {
            List<String> somebody = List.of("somebody@elsewhere.test");
            assertThat(client.send("bob@example.com", somebody, TestMail.delicate("undecided"))
                            .code())
                    .isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(JAMES.keptContents("error")).anyMatch(mail -> mail.contains("Subject: undecided")));
        assertThat(JAMES.internet().deliveriesTo("somebody@elsewhere.test")).isEmpty();
    }

    @Test
    void whenTheBackendsAreBackAllIsAsBefore() throws IOException {
        Files.createFile(fault("domains"));
        Files.createFile(fault("users"));
        assertThat(rcpt(Loopback.STRANGER, CAST.user()).code()).isEqualTo(451);
        repair();
        assertThat(rcpt(Loopback.STRANGER, CAST.user()).code()).isEqualTo(250);
        assertThat(rcpt(Loopback.STRANGER, "victim@elsewhere.test").code()).isEqualTo(550);
    }

    private static SmtpReply rcpt(InetAddress from, String recipient) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(from)) {
            assertThat(client.mailFrom("stranger@elsewhere.test").code()).isEqualTo(250);
            return client.rcptTo(recipient);
        }
    }

    private static Path fault(String backend) {
        return JAMES.server().installation().directory().resolve("faults").resolve(backend);
    }
}
