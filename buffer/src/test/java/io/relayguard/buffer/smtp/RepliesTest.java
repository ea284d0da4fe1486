package io.relayguard.buffer.smtp;

import static io.relayguard.buffer.smtp.ScriptedPrimary.END;
import static io.relayguard.buffer.smtp.ScriptedPrimary.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.core.primary.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a primary answers, and what it does not, on a real socket. */
@Timeout(60)
class RepliesTest extends AgainstAPrimary {
    @ParameterizedTest
    @ValueSource(strings = {"pipelining", "one by one"})
    void eachRecipientGetsItsOwnReply(String how) throws Exception {
        ScriptedPrimary primary = primary(
                "RCPT TO:<later@", "450-4.2.1 mailbox\r\n450 4.2.1 busy",
                "RCPT TO:<never@", "550 5.1.1 nobody",
                "RCPT TO:<many@", "552 5.5.3 too many");
        if (how.equals("one by one")) {
            primary.answer("EHLO", WITHOUT_PIPELINING);
        }
        try (Conversation conversation = open(primary)) {
            List<Outcome> outcomes = conversation.send(
                    message(SHORT, "later@example.org", "never@example.org", "good@example.org", "many@example.org"));
            assertThat(outcomes)
                    .extracting(Outcome::toString)
                    .containsExactly(
                            "Later[why=450 4.2.1 mailbox 4.2.1 busy]",
                            "Never[reply=550 5.1.1 nobody]",
                            "Delivered[reply=250 2.0.0 taken]",
                            "Later[why=552 5.5.3 too many]");
            assertThat(conversation.isUsable()).isTrue();
        }
        assertThat(primary.messages).containsExactly(SHORT);
    }

    @ParameterizedTest(name = "{0} answered by {1}: {2}, usable {3}")
    @CsvSource({
        "MAIL, 451 no, later, true",
        "MAIL, 550 no, never, true",
        "MAIL, 354 what, later, false",
        "RCPT, 450 no, later, true",
        "RCPT, 550 no, never, true",
        "DATA, 451 no, later, true",
        "DATA, 554 no, never, true",
        "DATA, 250 what, later, false",
        "(end), 451 no, later, true",
        "(end), 554 no, never, true",
        "(end), 354 what, later, false",
    })
    void whatARefusalMeansForTheMessageAndForTheConversation(
            String command, String reply, String meaning, boolean usable) throws Exception {
        for (String ehlo : List.of("250-primary.example.org\r\n250 PIPELINING", WITHOUT_PIPELINING)) {
            ScriptedPrimary primary = primary("EHLO", ehlo, command, reply);
            if (!command.equals(END) && !command.equals("DATA")) {
                primary.answer("DATA", "503 5.5.1 nobody to send it to");
            }
            try (Conversation conversation = open(primary)) {
                assertThat(words(conversation.send(message(SHORT)))).isEqualTo(meaning);
                assertThat(conversation.isUsable()).isEqualTo(usable);
            }
            await().until(() -> primary.ended() == 1);
        }
    }

    /** Each answer counts for itself, however many there are. */
    @Test
    void longRepliesWithinTheLimitAreTaken() throws Exception {
        String longReply = "250-more\r\n".repeat(6_000) + "250 done";
        ScriptedPrimary primary = primary("EHLO", longReply, "MAIL", longReply, END, longReply);
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA", END})
    void aPrimaryThatClosesInsteadOfAnsweringBreaksTheConversation(String command) throws Exception {
        ScriptedPrimary primary = primary(command, "421 4.3.2 shutting down");
        if (!command.equals(END) && !command.equals("DATA")) {
            primary.answer("DATA", "503 5.5.1 nobody to send it to");
        }
        try (Conversation conversation = open(primary)) {
            assertThatThrownBy(() -> conversation.send(message(SHORT)))
                    .isInstanceOf(ConversationBroken.class)
                    .hasMessage("the primary closes the connection: 421 4.3.2 shutting down");
            assertThat(conversation.isUsable()).isFalse();
        }
    }

    @Test
    void aPrimaryThatRefusesAllRecipientsAndWantsTheMessageAllTheSameGetsNoneAndIsLeft() throws Exception {
        ScriptedPrimary primary = primary("RCPT", "550 5.1.1 nobody");
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(message(SHORT, "a@example.org", "b@example.org"))))
                    .isEqualTo("never, never");
            assertThat(conversation.isUsable()).isFalse();
        }
        await().until(() -> primary.ended() == 1);
        assertThat(primary.messages).isEmpty();
        assertThat(primary.commands).doesNotContain("QUIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipelining", "one by one"})
    void afterATransactionWithoutAMessageTheNextBeginsWithRset(String how) throws Exception {
        ScriptedPrimary primary = primary("DATA", "451 4.3.0 not now");
        if (how.equals("one by one")) {
            primary.answer("EHLO", WITHOUT_PIPELINING);
        }
        try (Conversation conversation = open(primary)) {
            conversation.send(message(SHORT));
            primary.answer("DATA", "354 go ahead");
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertThat(primary.commands.stream()
                        .map(command -> command.substring(0, 4))
                        .takeWhile(command -> !command.equals("QUIT")))
                .containsExactly(
                        "EHLO", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA");
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "MAIL, close, pipelining",
        "MAIL, close, one by one",
        "RCPT, close, pipelining",
        "RCPT, close, one by one",
        "DATA, close, pipelining",
        "DATA, close, one by one",
        "(end), close, pipelining",
        "(end), close, one by one",
        "MAIL, silence, pipelining",
        "RCPT, silence, one by one",
        "DATA, silence, pipelining",
        "(end), silence, pipelining",
        "MAIL, garbage, pipelining",
        "(end), garbage, one by one",
    })
    void aReplyThatDoesNotComeBreaksTheConversation(String command, String reply, String how) throws Exception {
        ScriptedPrimary primary = primary(command, reply);
        if (how.equals("one by one")) {
            primary.answer("EHLO", WITHOUT_PIPELINING);
        }
        Duration longest = reply.equals(SILENCE) ? IMPATIENT : PATIENT;
        try (Conversation conversation =
                conversations(PATIENT, longest, primary.address()).open(DOMAIN)) {
            assertThatThrownBy(() -> conversation.send(message(SHORT))).isInstanceOf(ConversationBroken.class);
            assertThat(conversation.isUsable()).isFalse();
        }
        await().until(() -> primary.ended() == 1);
    }

    @Test
    void aConnectionThatThePrimaryClosedWhileNothingWasSaidIsNotUsable() throws Exception {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        Logger netty = (Logger) LoggerFactory.getLogger("io.netty.channel.DefaultChannelPipeline");
        heard.start();
        netty.addAppender(heard);
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary)) {
            conversation.send(message(SHORT));
            primary.hangUp();
            await().until(() -> !conversation.isUsable());
            assertThatThrownBy(() -> conversation.send(message(SHORT)))
                    .as("at once, not when patience ends")
                    .isInstanceOf(ConversationBroken.class)
                    .hasMessageContaining("closed");
        } finally {
            netty.detachAppender(heard);
        }
        assertThat(primary.messages).hasSize(1);
        assertThat(heard.list)
                .as("no line without a word about whose connection it was")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"250", "250 ", "250-\r\n250", "250-a\r\n250 "})
    void aReplyWithoutTextIsAReply(String bare) throws Exception {
        for (String ehlo : List.of("250 PIPELINING\r\n", WITHOUT_PIPELINING + "\r\n", bare + "\r\n")) {
            ScriptedPrimary primary = primary(
                    "EHLO",
                    ehlo.strip().isEmpty() ? bare : ehlo.substring(0, ehlo.length() - 2),
                    "MAIL",
                    bare,
                    "RCPT",
                    bare,
                    "RSET",
                    bare,
                    END,
                    bare,
                    "DATA",
                    "354");
            try (Conversation conversation = open(primary)) {
                assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
                assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
            }
            assertThat(primary.messages).hasSize(2);
            await().until(() -> primary.ended() == 1);
        }
    }

    @Test
    void whatAPrimarySaysBecomesOneCleanLineOfBoundedLength() throws Exception {
        ScriptedPrimary primary =
                primary("MAIL", ("451-" + "x".repeat(900) + "\r\n").repeat(5) + "451 \u0007\u001b[31mred");
        try (Conversation conversation = open(primary)) {
            Outcome outcome = conversation.send(message(SHORT)).get(0);
            String why = ((Outcome.Later) outcome).why();
            assertThat(why).hasSizeLessThan(1100).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @ParameterizedTest(name = "{0} answered by {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL|close|pipelining|no answer to MAIL FROM:<sender@example.net>: ",
                "MAIL|silence|one by one|no answer to MAIL in time",
                "MAIL|close|one by one|no answer to MAIL: ",
                "RCPT TO:<b@|close|pipelining|no answer to RCPT TO:<b@example.org>: ",
                "RCPT TO:<b@|silence|one by one|no answer to RCPT in time",
                "RCPT TO:<b@|close|one by one|no answer to RCPT: ",
                "DATA|close|pipelining|no answer to DATA: ",
                "DATA|silence|pipelining|no answer to DATA in time",
                "DATA|close|one by one|no answer to DATA: ",
                "(end)|close|pipelining|no answer to the final dot: ",
                "(end)|silence|pipelining|no answer to the final dot in time",
                "RCPT TO:<b@|421 4.3.2 bye\\nclose|pipelining|the primary closes the connection: 421 4.3.2 bye",
                "RCPT TO:<b@|421 4.3.2 bye\\nclose|one by one|the primary closes the connection: 421 4.3.2 bye",
            })
    void whatBreaksAConversationIsToldApartByItsPhase(String command, String reply, String how, String why)
            throws Exception {
        ScriptedPrimary primary = primary(command, reply.replace("\\n", "\r\n"));
        if (how.equals("one by one")) {
            primary.answer("EHLO", WITHOUT_PIPELINING);
        }
        Duration longest = reply.equals(SILENCE) ? IMPATIENT : PATIENT;
        try (Conversation conversation =
                conversations(PATIENT, longest, primary.address()).open(DOMAIN)) {
            assertThatThrownBy(() -> conversation.send(message(SHORT, "a@example.org", "b@example.org")))
                    .isInstanceOf(ConversationBroken.class)
                    .hasMessageStartingWith(why);
            assertThat(conversation.isUsable()).isFalse();
        }
        await().until(() -> primary.ended() == 1);
    }

    /** The first 550 is the first recipient's, and would be taken for the second's. */
    @Test
    void aReplyTooManyRefusesNobody() throws Exception {
        ScriptedPrimary primary =
                primary("MAIL", "250 2.1.0 ok\r\n250 2.1.0 ok again", "RCPT TO:<a@", "550 5.1.1 nobody");
        try (Conversation conversation = open(primary)) {
            assertThat(conversation.send(message(SHORT, "a@example.org", "b@example.org")))
                    .extracting(Outcome::toString)
                    .containsExactly(
                            "Later[why=no answer to DATA: 250 2.1.5 recipient ok]",
                            "Later[why=replies out of step, among them: 550 5.1.1 nobody]");
            assertThat(conversation.isUsable()).isFalse();
        }
        await().until(() -> primary.ended() == 1);
        assertThat(primary.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipelining", "one by one"})
    void aRecipientThatIsAnsweredBy354IsKeptAndThePrimaryLeft(String how) throws Exception {
        ScriptedPrimary primary = primary("RCPT TO:<a@", "354 go ahead", "RCPT TO:<b@", "550 5.1.1 nobody");
        primary.answer("DATA", "503 5.5.1 nobody to send it to");
        if (how.equals("one by one")) {
            primary.answer("EHLO", WITHOUT_PIPELINING);
        }
        try (Conversation conversation = open(primary)) {
            assertThat(conversation.send(message(SHORT, "a@example.org", "b@example.org")))
                    .extracting(Outcome::toString)
                    .containsExactly(
                            "Later[why=no answer to RCPT: 354 go ahead]",
                            "Later[why=replies out of step, among them: 550 5.1.1 nobody]");
            assertThat(conversation.isUsable()).isFalse();
        }
        assertThat(primary.messages).isEmpty();
    }

    @Test
    void anAnswerToNothingBreaksTheConversationBeforeItIsTakenForAnother() throws Exception {
        ScriptedPrimary primary = primary(END, "250 2.0.0 taken\r\n250 2.0.0 taken again");
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
            assertThat(conversation.isUsable()).isFalse();
            assertThatThrownBy(() -> conversation.send(message(SHORT)))
                    .isInstanceOf(ConversationBroken.class)
                    .hasMessage("an answer to nothing: 250 2.0.0 taken again");
            assertThat(conversation.isUsable()).isFalse();
        }
        assertThat(primary.messages).hasSize(1);
    }
}
