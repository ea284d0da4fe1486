package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.james.Checkout;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.james.WebAdmin.Answer;
import io.relayguard.fixture.primary.Delivery;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What James's DSNBounce makes of what the buffer has to tell; wired up as docs/buffer.md shows it. */
class TellingSendersIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String POLICY = "<handler class=\"io.relayguard.smtp.RelayPolicyHook\"/>";
    private static final String BOUNCES = "<processor state=\"bounces\" enableJmx=\"false\">";
    private static final String NOBODY_IS_TOLD = "<relayedProcessor>off</relayedProcessor>";

    /** Its own attempts come too late for these tests. */
    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.SECONDARY_MX, TellingSendersIT::asThePageHasIt);

    private static Overlay asThePageHasIt(Overlay overlay) {
        return overlay.replace("relayguard.xml", "<retry first=\"1s\" max=\"2s\"/>", "<retry first=\"1h\" max=\"1h\"/>")
                .replace("relayguard.xml", NOBODY_IS_TOLD, block("<relayedProcessor>"))
                .replace("mailetcontainer.xml", BOUNCES, block("<processor state=\"relayed\"") + BOUNCES)
                .replace("smtpserver.xml", POLICY, block("<handler class=\"org.apache.james.smtpserver.dsn.") + POLICY);
    }

    /** The example that begins so. */
    private static String block(String beginning) {
        try {
            String page = Files.readString(Checkout.root().resolve("docs").resolve("buffer.md"));
            return Pattern.compile("(?s)```xml\n(" + Pattern.quote(beginning) + ".*?)\n```")
                    .matcher(page)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static void send(String mail, String rcpt, String subject) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            assertThat(client.say("MAIL FROM:" + mail).lines())
                    .first()
                    .asString()
                    .startsWith("250");
            assertThat(client.say("RCPT TO:" + rcpt).lines()).first().asString().startsWith("250");
            assertThat(client.data(TestMail.delicate(subject)).code()).isEqualTo(250);
        }
    }

    private static Delivery awaitNotice(String sender) {
        await("a notice for " + sender)
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(JAMES.internet().deliveriesTo(sender)).hasSize(1));
        return JAMES.internet().deliveriesTo(sender).get(0);
    }

    private static boolean isKept(String subject) throws IOException {
        return JAMES.spooledContents().stream().anyMatch(mail -> mail.contains("Subject: " + subject));
    }

    private static void awaitKept(String subject) {
        await(subject + " is kept").atMost(LIMIT).until(() -> isKept(subject));
    }

    @Test
    void whoAsksForSuccessHearsThatAPrimaryWithoutDsnHasHisMail() throws IOException {
        send(
                "<asker@elsewhere.test> RET=FULL ENVID=QQ314159",
                "<asked@example.org> NOTIFY=SUCCESS,FAILURE",
                "asks for success");
        Delivery notice = awaitNotice("asker@elsewhere.test");
        assertThat(notice.reversePath()).isEmpty();
        assertThat(notice.message())
                .contains(
                        "Action: relayed",
                        "Status: 2.0.0",
                        "Final-Recipient: rfc822; asked@example.org",
                        "Original-Envelope-Id: QQ314159")
                .doesNotContain("message/rfc822");
        assertThat(JAMES.primary().deliveriesTo("asked@example.org")).hasSize(1);
        assertThat(JAMES.server().log()).contains("event=relayed destination=example.org");
    }

    @Test
    void whatTheAdministratorGivesBackGoesToItsSendersAndNowhereElse() throws IOException, InterruptedException {
        JAMES.primary().stop();
        send("<writer@elsewhere.test>", "<given-back@example.org>", "to be given back");
        send("<quiet@elsewhere.test>", "<quietly@example.org> NOTIFY=NEVER", "to be forgotten");
        send("<>", "<bounced@example.org>", "a bounce to be put aside");
        awaitKept("to be given back");
        awaitKept("to be forgotten");
        awaitKept("a bounce to be put aside");

        Answer answer = JAMES.webAdmin().post("/relayguard/destinations/example.org?action=bounce");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        Delivery notice = awaitNotice("writer@elsewhere.test");
        assertThat(notice.reversePath()).isEmpty();
        assertThat(notice.message())
                .contains("Action: failed", "given-back@example.org", "550 5.0.0 given back by the administrator");
        await("only the bounce is left, for the administrator")
                .atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(JAMES.spooled()).singleElement().asString().contains("undeliverable"));
        assertThat(isKept("a bounce to be put aside")).isTrue();

        JAMES.primary().start();
        send("<writer@elsewhere.test>", "<later@example.org>", "what comes later");
        assertThat(JAMES.webAdmin()
                        .post("/relayguard/destinations/example.org?action=flush")
                        .status())
                .isEqualTo(200);
        await("what comes later arrives")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.primary().deliveriesTo("later@example.org"))
                        .hasSize(1));
        assertThat(JAMES.primary().deliveriesTo("given-back@example.org")).isEmpty();
        assertThat(JAMES.internet().deliveriesTo("quiet@elsewhere.test")).isEmpty();
    }
}
