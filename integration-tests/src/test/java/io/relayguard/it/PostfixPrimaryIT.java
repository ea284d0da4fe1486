package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.primary.Delivery;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real Postfix as the primary: down and up, its refusals in its own words, its limits, its TLS. */
@ExtendWith(PostfixPresent.class)
class PostfixPrimaryIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LARGEST = 20_000;
    private static final int RECIPIENTS = 5;

    /** Postfix's own words in a Received field: which TLS the client came over. */
    private static final String OVER_TLS = "(using TLSv1.";

    @Order(1)
    @RegisterExtension
    static final PostfixBehindUs PRIMARY = new PostfixBehindUs(
            "relay_domains = open.test, by-rule.test, proved.test, usual.test",
            "relay_recipient_maps = regexp:{ { /^user[0-9]*@/ = x } }",
            "message_size_limit = " + LARGEST,
            "smtpd_recipient_limit = " + RECIPIENTS);

    @Order(2)
    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(
            RunningJames.SECONDARY_MX,
            overlay -> overlay.replace(
                    "relayguard.xml",
                    "</relayDomains>",
                    PRIMARY.element("usual.test", "")
                            + PRIMARY.element("open.test", "?tls=none")
                            + PRIMARY.element("by-rule.test", "?tls=required")
                            + PRIMARY.element("proved.test", "?tls=verified")
                            + "</relayDomains>"));

    @Test
    void mailWaitsWhilePostfixIsDownAndComesOutBehindItOctetForOctet()
            throws IOException, InterruptedException, TimeoutException {
        PRIMARY.postfix().stop();
        send("user1@usual.test", "down");
        awaitLog("event=primary-down destination=usual.test");
        assertThat(JAMES.spooledContents()).anyMatch(file -> file.contains(TestMail.delicate("down")));

        PRIMARY.postfix().start();

        assertThat(belowBothTraces(awaitOne("user1@usual.test"))).isEqualTo(TestMail.delicate("down"));
    }

    @Test
    void unknownRecipientGoesBackWithPostfixsWordsAndTheOtherIsServed() throws IOException {
        send("mixed@elsewhere.test", List.of("nobody@usual.test", "user2@usual.test"), TestMail.delicate("to both"));

        assertThat(awaitBounceTo("mixed@elsewhere.test").message())
                .contains("550 5.1.1 <nobody@usual.test>: Recipient address rejected: User unknown in relay recipient"
                        + " table")
                .doesNotContain("<user2@usual.test>");
        assertThat(belowBothTraces(awaitOne("user2@usual.test"))).isEqualTo(TestMail.delicate("to both"));
    }

    @Test
    void largerMessageThanPostfixTakesIsRefusedByItsSizeBeforeItIsSent() throws IOException {
        String large = TestMail.delicate("too large") + "0123456789abcdef\r\n".repeat(LARGEST / 16);

        send("large@elsewhere.test", List.of("user3@usual.test"), large);

        assertThat(awaitBounceTo("large@elsewhere.test").message())
                .containsPattern(
                        "552 5\\.3\\.4 the message has [0-9]+ octets, and the primary takes no more than " + LARGEST);
        assertThat(PRIMARY.postfix().log()).doesNotContain("from=<large@elsewhere.test>");
        assertThat(PRIMARY.mailboxOf("user3@usual.test")).isEmpty();
    }

    @Test
    void whoGoesBeyondPostfixsLimitOfRecipientsIsServedLaterAndOnce() throws IOException {
        List<String> all = IntStream.range(0, 2 * RECIPIENTS + 2)
                .mapToObj(number -> "user" + (100 + number) + "@usual.test")
                .toList();

        send("many@elsewhere.test", all, TestMail.delicate("to many"));

        assertThat(all)
                .allSatisfy(recipient ->
                        assertThat(belowBothTraces(awaitOne(recipient))).isEqualTo(TestMail.delicate("to many")));
        assertThat(JAMES.server().log()).contains("<user111@usual.test> 452 4.5.3 Error: too many recipients");
        assertThat(JAMES.internet().deliveriesTo("many@elsewhere.test")).isEmpty();
    }

    @Test
    void usualWayIsEncryptedWherePostfixOffersItThoughNobodyKnowsWhoSignedItsCertificate() throws IOException {
        send("user4@usual.test", "usual");
        assertThat(awaitOne("user4@usual.test").message()).contains(OVER_TLS);
    }

    @Test
    void requiredTlsIsThere() throws IOException {
        send("user5@by-rule.test", "required");
        assertThat(awaitOne("user5@by-rule.test").message()).contains(OVER_TLS);
    }

    @Test
    void noTlsIsBegunWhereTheRuleWantsNone() throws IOException {
        send("user6@open.test", "none");
        assertThat(awaitOne("user6@open.test").message()).doesNotContain(OVER_TLS);
    }

    @Test
    void mailStaysWhereTheCertificateMustBeGoodAndPostfixHasSignedItItself() throws IOException {
        send("user7@proved.test", "verified");
        awaitLog("event=primary-down destination=proved.test .*TLS does not come about: PKIX path building failed");
        assertThat(JAMES.spooledContents()).anyMatch(file -> file.contains(TestMail.delicate("verified")));
        assertThat(PRIMARY.mailboxOf("user7@proved.test")).isEmpty();
    }

    private static void send(String recipient, String subject) throws IOException {
        send("writer@elsewhere.test", List.of(recipient), TestMail.delicate(subject));
    }

    private static void send(String sender, List<String> recipients, String message) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            assertThat(client.send(sender, recipients, message).code()).isEqualTo(250);
        }
    }

    private static void awaitLog(String pattern) {
        Pattern line = Pattern.compile(pattern);
        await(pattern)
                .atMost(LIMIT)
                .until(() -> line.matcher(JAMES.server().log()).find());
    }

    private static Delivery awaitOne(String user) {
        await("mail for " + user)
                .atMost(LIMIT)
                .until(() -> !PRIMARY.mailboxOf(user).isEmpty());
        assertThat(PRIMARY.mailboxOf(user)).hasSize(1);
        return PRIMARY.mailboxOf(user).get(0);
    }

    private static Delivery awaitBounceTo(String sender) {
        await("a bounce to " + sender)
                .atMost(LIMIT)
                .until(() -> !JAMES.internet().deliveriesTo(sender).isEmpty());
        assertThat(JAMES.internet().deliveriesTo(sender)).hasSize(1);
        return JAMES.internet().deliveriesTo(sender).get(0);
    }

    /** James has put one Received field on top, and Postfix another one. */
    private static String belowBothTraces(Delivery mail) {
        return new Delivery(mail.reversePath(), mail.recipients(), mail.messageBelowTrace()).messageBelowTrace();
    }
}
