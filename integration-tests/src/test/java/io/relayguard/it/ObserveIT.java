package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A rehearsal: what would be refused is logged and passes. Never outside to outside, unless the file says {@code
 * observe-all}.
 */
class ObserveIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Doors DOORS = Doors.onFreePorts();
    private static final Cast CAST = Cast.withPrimary();
    private static final String FORGED = CAST.impostor();
    private static final String STRANGER = "stranger@elsewhere.test";

    /** Strangers who write as one of us are refused, so that there are two rules to observe. */
    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.GROUPWARE_FRONT, ObserveIT::withTwoRules);

    private LiveFile settings;

    private static Overlay withTwoRules(Overlay overlay) {
        return DOORS.openedIn(overlay)
                .reload("200ms")
                .replace("relayguard.xml", "</relayguard>", "<forgedSenders default=\"refuse\"/></relayguard>");
    }

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
    }

    @BeforeEach
    void read() throws IOException {
        settings = LiveFile.in(JAMES, "relayguard.xml");
    }

    @AfterEach
    void enforceAgain() throws IOException {
        settings.restore();
        awaitCode(STRANGER, CAST.user(), 550);
        awaitCode(FORGED, "ann@example.org", 550);
        awaitCode(STRANGER, "victim@elsewhere.test", 550);
    }

    @Test
    void whatWouldBeRefusedIsLoggedAndPasses() throws IOException, InterruptedException {
        settings.replace("<relayguard>", "<relayguard mode=\"observe\">");
        awaitCode(STRANGER, CAST.user(), 250);
        awaitCode(FORGED, "ann@example.org", 250);
        assertWouldRefuse("not-our-role", CAST.user());
        assertWouldRefuse("forged-sender", "ann@example.org");

        int before = JAMES.webAdmin().inboxCount(CAST.user());
        sendAsStranger(CAST.user(), "observed");
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(JAMES.webAdmin().inboxCount(CAST.user())).isEqualTo(before + 1));
    }

    @Test
    void outsideToOutsideIsRefusedAllTheSame() throws IOException {
        settings.replace("<relayguard>", "<relayguard mode=\"observe\">");
        awaitCode(STRANGER, CAST.user(), 250);
        for (String sender : List.of(STRANGER, "", FORGED)) {
            assertThat(rcpt(sender, "victim@elsewhere.test").lines())
                    .containsExactly("550 5.7.1 <victim@elsewhere.test>: relay access denied");
        }
        sendFetched("victim@elsewhere.test", "fetched and observed");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.keptContents("relay-denied"))
                        .anyMatch(mail -> mail.contains("Subject: fetched and observed")));
        assertThat(JAMES.internet().deliveriesTo("victim@elsewhere.test")).isEmpty();
    }

    @Test
    void singleRuleIsObservedAndTheOthersAreEnforced() throws IOException {
        settings.replace("</relayguard>", "<observe>forged-sender</observe></relayguard>");
        awaitCode(FORGED, "ann@example.org", 250);
        assertWouldRefuse("forged-sender", "ann@example.org");
        assertThat(rcpt(STRANGER, CAST.user()).code()).isEqualTo(550);
        assertThat(rcpt(STRANGER, "victim@elsewhere.test").code()).isEqualTo(550);
    }

    @Test
    void observeAllLetsEvenOutsideToOutsidePass() throws IOException {
        settings.replace("<relayguard>", "<relayguard mode=\"observe-all\">");
        awaitCode(STRANGER, "let-out@elsewhere.test", 250);
        assertWouldRefuse("outside-to-outside", "let-out@elsewhere.test");
        sendAsStranger("let-out@elsewhere.test", "let out");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.internet().deliveriesTo("let-out@elsewhere.test"))
                        .hasSize(1));
    }

    private static void assertWouldRefuse(String reason, String recipient) throws IOException {
        assertThat(JAMES.server().log().lines())
                .anyMatch(line -> line.contains("event=would-refuse reason=" + reason) && line.contains(recipient));
    }

    private static void awaitCode(String sender, String recipient, int expected) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(rcpt(sender, recipient).code())
                        .as("from <%s> to <%s>", sender, recipient)
                        .isEqualTo(expected));
    }

    private static SmtpReply rcpt(String sender, String recipient) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            client.mailFrom(sender);
            return client.rcptTo(recipient);
        }
    }

    private static void sendFetched(String recipient, String subject) throws IOException {
        send(DOORS.pastTheHook(), recipient, Doors.FETCHED + ": yes\r\n" + TestMail.delicate(subject));
    }

    private static void sendAsStranger(String recipient, String subject) throws IOException {
        send(JAMES.clientFrom(Loopback.STRANGER), recipient, TestMail.delicate(subject));
    }

    private static void send(SmtpClient session, String recipient, String message) throws IOException {
        try (SmtpClient client = session) {
            assertThat(client.send(STRANGER, List.of(recipient), message).code())
                    .isEqualTo(250);
        }
    }
}
