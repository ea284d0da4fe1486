package io.relayguard.buffer.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.NotificationWishes;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.primary.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a primary offers in reply to EHLO, and what a message needs. */
@Timeout(60)
class CapabilitiesTest extends AgainstAPrimary {
    private static final byte[] EIGHT_BIT = ascii("Subject: a\r\n\r\n" + "x".repeat(20_000) + "\u00e4\r\n");
    private static final String UMLAUT = "\u00e4@example.org";
    private static final String REFUSED_8BIT =
            "Never[reply=554 5.6.3 the message has 8-bit octets, and the primary does not offer 8BITMIME]";
    private static final String REFUSED_UTF8 =
            "Never[reply=553 5.6.7 an address has characters beyond ASCII, and the primary does not offer SMTPUTF8]";

    private ScriptedPrimary offering(String... keywords) throws IOException {
        StringBuilder reply = new StringBuilder("250-primary.example.org\r\n");
        for (String keyword : keywords) {
            reply.append("250-").append(keyword).append("\r\n");
        }
        return primary("EHLO", reply + "250 HELP");
    }

    private List<String> outcomes(ScriptedPrimary primary, OutgoingMessage message) throws Exception {
        try (Conversation conversation = open(primary)) {
            List<Outcome> outcomes = conversation.send(message);
            assertThat(conversation.isUsable())
                    .as("nothing is wrong with the conversation")
                    .isTrue();
            return outcomes.stream().map(Outcome::toString).toList();
        }
    }

    private static OutgoingMessage from(String sender, String... recipients) {
        return new OutgoingMessage(
                new ReversePath(sender),
                List.of(recipients),
                NotificationWishes.NONE,
                () -> new ByteArrayInputStream(SHORT));
    }

    @ParameterizedTest
    @CsvSource({"DSN, true", "dsn, true", "DSNX, false", "SIZE, false"})
    void itTellsSendersItselfIfItOffersDsn(String offered, boolean tells) throws Exception {
        try (Conversation conversation = open(offering(offered))) {
            assertThat(conversation.speaksDsn()).isEqualTo(tells);
        }
    }

    @Test
    void norDoesOneThatKnowsNoEhlo() throws Exception {
        try (Conversation conversation = open(primary("EHLO", "502 5.5.1 what?"))) {
            assertThat(conversation.speaksDsn()).isFalse();
        }
    }

    @Test
    void theSizeIsSaidToThosePrimariesThatWantToKnow() throws Exception {
        ScriptedPrimary primary = offering("SIZE 1000");
        assertThat(outcomes(primary, message(SHORT))).containsExactly("Delivered[reply=250 2.0.0 taken]");
        assertThat(primary.commands).contains("MAIL FROM:<sender@example.net> SIZE=" + SHORT.length);
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedWithoutBeingSent() throws Exception {
        ScriptedPrimary primary = offering("SIZE 19");
        assertThat(SHORT).hasSize(21);
        assertThat(outcomes(primary, message(SHORT, "a@example.org", "b@example.org")))
                .hasSize(2)
                .allMatch(
                        "Never[reply=552 5.3.4 the message has 21 octets, and the primary takes no more than 19 (SIZE)]"
                                ::equals);
        assertThat(primary.commands).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void aSizeThatNobodyKnowsIsNotSaid() throws Exception {
        ScriptedPrimary primary = offering("SIZE 1000");
        OutgoingMessage message = message(new OutgoingMessage.Content() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(SHORT);
            }

            @Override
            public long size() {
                return -1;
            }
        });
        assertThat(outcomes(primary, message)).containsExactly("Delivered[reply=250 2.0.0 taken]");
        assertThat(primary.commands).contains("MAIL FROM:<sender@example.net>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE", "SIZE 0", "SIZE 21", "SIZE lots"})
    void aMessageIsSentWhereNoLimitForbidsIt(String size) throws Exception {
        assertThat(outcomes(offering(size), message(SHORT))).containsExactly("Delivered[reply=250 2.0.0 taken]");
    }

    @Test
    void aMessageOfEightBitsIsRefusedByAPrimaryOfSevenAndNothingOfItIsSent() throws Exception {
        ScriptedPrimary primary = offering("PIPELINING");
        assertThat(outcomes(primary, message(EIGHT_BIT))).containsExactly(REFUSED_8BIT);
        assertThat(primary.commands).noneMatch(command -> command.startsWith("MAIL"));
        assertThat(outcomes(offering("PIPELINING"), message(SHORT)))
                .containsExactly("Delivered[reply=250 2.0.0 taken]");
    }

    @Test
    void aMessageIsReadOnceWhereThePrimaryTakesEightBits() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        OutgoingMessage message = message(() -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(EIGHT_BIT);
        });
        assertThat(outcomes(offering("8BITMIME"), message)).containsExactly("Delivered[reply=250 2.0.0 taken]");
        assertThat(opened).hasValue(1);
    }

    @Test
    void anAddressBeyondAsciiIsRefusedAloneWhereThePrimaryCannotTakeIt() throws Exception {
        ScriptedPrimary primary = offering("PIPELINING", "8BITMIME");
        assertThat(outcomes(primary, message(SHORT, "a@example.org", UMLAUT, "b@example.org")))
                .containsExactly("Delivered[reply=250 2.0.0 taken]", REFUSED_UTF8, "Delivered[reply=250 2.0.0 taken]");
        assertThat(primary.commands)
                .contains(
                        "MAIL FROM:<sender@example.net> BODY=8BITMIME",
                        "RCPT TO:<a@example.org>",
                        "RCPT TO:<b@example.org>");
    }

    @Test
    void aSenderBeyondAsciiIsRefusedForAllWhereThePrimaryCannotTakeIt() throws Exception {
        ScriptedPrimary primary = offering("PIPELINING", "8BITMIME");
        assertThat(outcomes(primary, from(UMLAUT, "a@example.org", "b@example.org")))
                .containsExactly(REFUSED_UTF8, REFUSED_UTF8);
        assertThat(outcomes(offering("8BITMIME"), message(SHORT, UMLAUT))).containsExactly(REFUSED_UTF8);
    }

    @Test
    void anAddressBeyondAsciiGoesToAPrimaryThatTakesIt() throws Exception {
        ScriptedPrimary primary = offering("SMTPUTF8", "8BITMIME");
        assertThat(outcomes(primary, message(SHORT, UMLAUT))).containsExactly("Delivered[reply=250 2.0.0 taken]");
        assertThat(primary.commands)
                .contains("MAIL FROM:<sender@example.net> BODY=8BITMIME SMTPUTF8", "RCPT TO:<" + UMLAUT + ">");
        ScriptedPrimary other = offering("SMTPUTF8", "8BITMIME");
        assertThat(outcomes(other, message(SHORT))).containsExactly("Delivered[reply=250 2.0.0 taken]");
        assertThat(other.commands).contains("MAIL FROM:<sender@example.net> BODY=8BITMIME");
    }

    /** What it can is not known then: perhaps it refused EHLO for a moment only. */
    @Test
    void aPrimaryThatOnlyKnowsHeloIsWaitedForWhereMoreIsNeeded() throws Exception {
        ScriptedPrimary primary = primary("EHLO", "451 4.3.0 not now");
        assertThat(outcomes(primary, message(EIGHT_BIT)))
                .allSatisfy(outcome -> assertThat(outcome).startsWith("Later[why=5.6.3 the message has 8-bit octets"));
        assertThat(outcomes(primary, message(SHORT, UMLAUT, "a@example.org")))
                .satisfiesExactly(
                        outcome -> assertThat(outcome).startsWith("Later[why=5.6.7 an address"),
                        outcome -> assertThat(outcome).startsWith("Delivered"));
    }

    @Test
    void aMessageThatCannotBeReadIsOurFaultHereToo() throws Exception {
        try (Conversation conversation = open(offering("PIPELINING"))) {
            assertThatThrownBy(() -> conversation.send(message(() -> {
                        throw new IOException("disk gone");
                    })))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasStackTraceContaining("disk gone");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "HELP"})
    void whatTheSenderWantsToBeToldGoesToAPrimaryThatSpeaksDsn(String how) throws Exception {
        NotificationWishes wishes = new NotificationWishes(
                List.of("RET=HDRS", "ENVID=QQ314159"),
                Map.of("a@example.org", List.of("NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;you@example.net")));
        OutgoingMessage message = new OutgoingMessage(
                ReversePath.NULL,
                List.of("a@example.org", "b@example.org"),
                wishes,
                () -> new ByteArrayInputStream(SHORT));
        ScriptedPrimary speaks = offering("DSN", how);
        assertThat(outcomes(speaks, message)).hasSize(2).allMatch(outcome -> outcome.startsWith("Delivered"));
        assertThat(speaks.commands)
                .contains(
                        "MAIL FROM:<> RET=HDRS ENVID=QQ314159",
                        "RCPT TO:<a@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;you@example.net",
                        "RCPT TO:<b@example.org>");
        ScriptedPrimary doesNot = offering(how);
        assertThat(outcomes(doesNot, message)).hasSize(2).allMatch(outcome -> outcome.startsWith("Delivered"));
        assertThat(doesNot.commands).contains("MAIL FROM:<>", "RCPT TO:<a@example.org>");
    }

    @Test
    void theSizeOfAMessageIsThatOfWhatIsRead() throws IOException {
        OutgoingMessage.Content content = () -> new ByteArrayInputStream(EIGHT_BIT);
        assertThat(content.size()).isEqualTo(EIGHT_BIT.length);
        try (InputStream octets = content.open()) {
            assertThat(octets.readAllBytes()).isEqualTo(EIGHT_BIT);
        }
    }
}
