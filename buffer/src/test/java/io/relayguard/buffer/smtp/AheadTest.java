package io.relayguard.buffer.smtp;

import static io.relayguard.buffer.smtp.ScriptedPrimary.CLOSE;
import static io.relayguard.buffer.smtp.ScriptedPrimary.END;
import static io.relayguard.buffer.smtp.ScriptedPrimary.HALF_WAY;
import static io.relayguard.buffer.smtp.ScriptedPrimary.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.buffer.NotificationWishes;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.primary.TlsRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The next message's envelope behind the final dot of the one before it, with a primary on a real socket. */
@Timeout(60)
class AheadTest extends AgainstAPrimary {
    private static final OutgoingMessage FIRST = from("first@example.net", "a@example.org");
    private static final OutgoingMessage SECOND = from("second@example.net", "b@example.org");
    private static final OutgoingMessage THIRD = from("third@example.net", "c@example.org");

    private static final InputStream FAILING = new InputStream() {
        @Override
        public int read() throws IOException {
            throw new IOException("disk gone");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("disk gone");
        }
    };

    private static OutgoingMessage from(String sender, String... recipients) {
        return new OutgoingMessage(
                new ReversePath(sender),
                List.of(recipients),
                NotificationWishes.NONE,
                () -> new ByteArrayInputStream(ascii("Subject: " + sender + "\r\n\r\n")));
    }

    /** Read once its envelope has been answered; the one behind it has not been sent then. */
    private static OutgoingMessage first(Runnable whenRead) {
        return new OutgoingMessage(FIRST.reversePath(), FIRST.recipients(), NotificationWishes.NONE, () -> {
            whenRead.run();
            return FIRST.content().open();
        });
    }

    private static List<String> senders(ScriptedPrimary primary) {
        return primary.commands.stream()
                .filter(command -> command.startsWith("MAIL"))
                .map(command -> command.substring("MAIL FROM:<".length(), command.indexOf('@')))
                .toList();
    }

    private static List<String> taken(ScriptedPrimary primary) {
        return primary.messages.stream()
                .map(message -> new String(message, StandardCharsets.US_ASCII))
                .map(text -> text.substring("Subject: ".length(), text.indexOf('@')))
                .toList();
    }

    @Test
    void theNextEnvelopeIsThereBeforeTheNextMessageIsOffered() throws Exception {
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(FIRST, Optional.of(SECOND)))).isEqualTo("delivered");
            assertThat(senders(primary)).containsExactly("first", "second");
            assertThat(taken(primary)).containsExactly("first");
            assertThat(words(conversation.send(SECOND, Optional.of(THIRD)))).isEqualTo("delivered");
            assertThat(words(conversation.send(THIRD))).isEqualTo("delivered");
        }
        await().until(() -> primary.commands.contains("QUIT"));
        assertThat(senders(primary)).containsExactly("first", "second", "third");
        assertThat(taken(primary)).containsExactly("first", "second", "third");
    }

    @Test
    void nothingGoesAheadWithoutPipelining() throws Exception {
        ScriptedPrimary primary = primary("EHLO", WITHOUT_PIPELINING);
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(FIRST, Optional.of(SECOND)))).isEqualTo("delivered");
            assertThat(senders(primary)).containsExactly("first");
            assertThat(words(conversation.send(SECOND))).isEqualTo("delivered");
        }
        assertThat(taken(primary)).containsExactly("first", "second");
    }

    @Test
    void whatThePrimaryCannotTakeDoesNotGoAhead() throws Exception {
        ScriptedPrimary primary = primary();
        OutgoingMessage beyondAscii = from("second@example.net", "\u00fc@example.org");
        OutgoingMessage unreadable = new OutgoingMessage(
                new ReversePath("second@example.net"), List.of("b@example.org"), NotificationWishes.NONE, () -> {
                    throw new IOException("gone");
                });
        OutgoingMessage faulty = new OutgoingMessage(
                new ReversePath("second@example.net"), List.of("b@example.org"), NotificationWishes.NONE, () -> {
                    throw new IllegalStateException("a fault of its own");
                });
        OutgoingMessage twoLines = from("second@example.net", "b@example.org\r\nDATA");
        primary.answer("EHLO", "250-primary.example.org\r\n250-PIPELINING\r\n250 SIZE 1000");
        try (Conversation conversation = open(primary)) {
            for (OutgoingMessage next : List.of(beyondAscii, unreadable, faulty, twoLines)) {
                assertThat(words(conversation.send(FIRST, Optional.of(next)))).isEqualTo("delivered");
            }
            assertThat(conversation.isUsable()).isTrue();
        }
        assertThat(senders(primary)).containsExactly("first", "first", "first", "first");
    }

    @Test
    void oneThatIsNotOfferedAfterAllIsNeverDelivered() throws Exception {
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(FIRST, Optional.of(SECOND)))).isEqualTo("delivered");
        }
        await().until(() -> primary.ended() == 1);
        assertThat(primary.halves).containsExactly(new byte[0]);
        assertThat(taken(primary)).containsExactly("first");
    }

    @Test
    void nothingElseCanBeOfferedInItsPlace() throws Exception {
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary)) {
            conversation.send(FIRST, Optional.of(SECOND));
            assertThatThrownBy(() -> conversation.send(THIRD)).isInstanceOf(IllegalStateException.class);
            assertThat(conversation.isUsable()).isFalse();
        }
        await().until(() -> primary.ended() == 1);
        assertThat(taken(primary)).containsExactly("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"450 4.2.1 busy", "550 5.7.1 no", "552 5.3.4 too large"})
    void aMessageThatIsRefusedAtItsEndTakesNothingFromTheNext(String reply) throws Exception {
        ScriptedPrimary primary = primary(END, reply);
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(FIRST, Optional.of(SECOND))))
                    .isEqualTo(reply.startsWith("4") ? "later" : "never");
            primary.answer(END, "250 2.0.0 taken");
            assertThat(words(conversation.send(SECOND))).isEqualTo("delivered");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL FROM:<second", "RCPT TO:<b@"})
    void aRefusalOfTheNextIsItsOwnAndTheConnectionGoesOn(String refused) throws Exception {
        ScriptedPrimary primary = primary(refused, "550 5.7.1 no");
        OutgoingMessage first = first(() -> primary.answer("DATA", "503 5.5.1 no valid recipients"));
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(first, Optional.of(SECOND)))).isEqualTo("delivered");
            primary.answer("DATA", "354 go ahead");
            assertThat(conversation.send(SECOND)).hasToString("[Never[reply=550 5.7.1 no]]");
            assertThat(words(conversation.send(THIRD))).isEqualTo("delivered");
        }
        assertThat(taken(primary)).containsExactly("first", "third");
        assertThat(primary.commands).contains("RSET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "250 2.0.0 taken\r\n" + CLOSE,
                "250-2.0.0 really\r\n250 2.0.0 taken\r\n" + CLOSE,
                "250\r\n" + CLOSE
            })
    void whatWasAnsweredToTheDotCountsThoughTheConnectionEndsThere(String reply) throws Exception {
        ScriptedPrimary primary = primary(END, reply);
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(FIRST, Optional.of(SECOND)))).isEqualTo("delivered");
            assertThat(conversation.isUsable()).isFalse();
        }
    }

    @Test
    void soDoesARefusal() throws Exception {
        ScriptedPrimary primary = primary(END, "554 5.7.1 spam\r\n" + CLOSE);
        try (Conversation conversation = open(primary)) {
            assertThat(conversation.send(FIRST, Optional.of(SECOND))).hasToString("[Never[reply=554 5.7.1 spam]]");
        }
    }

    @Test
    void aConnectionThatEndsBeforeTheDotIsAnsweredSaysNothing() throws Exception {
        ScriptedPrimary primary = primary(END, CLOSE);
        try (Conversation conversation = open(primary)) {
            assertThatThrownBy(() -> conversation.send(FIRST, Optional.of(SECOND)))
                    .isInstanceOf(ConversationBroken.class)
                    .hasMessageContaining("the final dot");
        }
    }

    @Test
    void garbageInAnswerToTheDotSaysNothing() throws Exception {
        ScriptedPrimary primary = primary(END, "hello there");
        try (Conversation conversation = open(primary)) {
            assertThatThrownBy(() -> conversation.send(FIRST, Optional.of(SECOND)))
                    .isInstanceOf(ConversationBroken.class);
            assertThat(conversation.isUsable()).isFalse();
        }
    }

    @Test
    void aLeaveTakenBehindTheDotIsNoAnswerToTheNext() throws Exception {
        ScriptedPrimary primary = primary("MAIL FROM:<second", "421 4.3.2 enough for one connection\r\n" + CLOSE);
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(FIRST, Optional.of(SECOND)))).isEqualTo("delivered");
            assertThat(conversation.isUsable()).isFalse();
        }
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(FIRST))).isEqualTo("delivered");
        }
    }

    @Test
    void aPrimaryThatDoesNotAnswerIsAskedOneByOneFromThenOn() throws Exception {
        ScriptedPrimary primary = primary("MAIL FROM:<second", SILENCE, "RCPT TO:<b@", SILENCE);
        OutgoingMessage first = first(() -> primary.answer("DATA", SILENCE));
        NioConversations conversations = impatientAhead(primary);
        try (Conversation conversation = conversations.open(DOMAIN)) {
            assertThat(words(conversation.send(first, Optional.of(SECOND)))).isEqualTo("delivered");
            assertThat(conversation.isUsable()).isFalse();
        }
        primary.answer("DATA", "354 go ahead");
        try (Conversation conversation = conversations.open(DOMAIN)) {
            assertThat(words(conversation.send(FIRST, Optional.of(THIRD)))).isEqualTo("delivered");
            assertThat(senders(primary)).containsExactly("first", "second", "first");
            assertThat(words(conversation.send(THIRD))).isEqualTo("delivered");
        }
    }

    private NioConversations impatientAhead(ScriptedPrimary primary) {
        Timeouts timeouts = new Timeouts(
                PATIENT, PATIENT, PATIENT, PATIENT, PATIENT, PATIENT, PATIENT, PATIENT, IMPATIENT, PATIENT);
        return conversations(
                timeouts,
                TlsEngines.ofJava(),
                new PrimaryAddress(primary.address(), "primary.example.org", TlsRule.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 2.0.0 taken already", "552 5.3.4 too large"})
    void anAnswerBeforeTheMessageIsAtItsEndEndsTheConversation(String early) throws Exception {
        ScriptedPrimary primary = primary(HALF_WAY, early);
        OutgoingMessage large = new OutgoingMessage(
                FIRST.reversePath(), FIRST.recipients(), NotificationWishes.NONE, ContentTest.EndlessUntilClosed::new);
        try (Conversation conversation = open(primary)) {
            if (early.startsWith("2")) {
                assertThatThrownBy(() -> conversation.send(large, Optional.of(SECOND)))
                        .isInstanceOf(ConversationBroken.class)
                        .hasMessageContaining("before the message was at its end");
            } else {
                assertThat(words(conversation.send(large, Optional.of(SECOND)))).isEqualTo("never");
            }
            assertThat(conversation.isUsable()).isFalse();
        }
    }

    @Test
    void aMessageThatCannotBeReadToItsEndTakesTheNextWithIt() throws Exception {
        ScriptedPrimary primary = primary();
        OutgoingMessage breaking = new OutgoingMessage(
                new ReversePath("first@example.net"),
                List.of("a@example.org"),
                NotificationWishes.NONE,
                () -> new SequenceInputStream(new ByteArrayInputStream(ascii("Subject: half\r\n")), FAILING));
        Conversation conversation = open(primary);
        assertThatThrownBy(() -> conversation.send(breaking, Optional.of(SECOND)))
                .isInstanceOf(UncheckedIOException.class);
        conversation.close();
        await().until(() -> primary.ended() == 1);
        assertThat(senders(primary)).containsExactly("first");
        assertThat(primary.messages).isEmpty();
    }
}
