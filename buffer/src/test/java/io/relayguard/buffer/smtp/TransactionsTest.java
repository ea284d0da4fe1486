package io.relayguard.buffer.smtp;

import static io.relayguard.buffer.smtp.ScriptedPrimary.CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.NotificationWishes;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.primary.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes and conversations, with a primary on a real socket. */
@Timeout(60)
class TransactionsTest extends AgainstAPrimary {
    @ParameterizedTest
    @ValueSource(strings = {"250-primary.example.org\r\n250-PIPELINING\r\n250 8BITMIME", WITHOUT_PIPELINING})
    void aMessageIsDeliveredWithAndWithoutPipelining(String ehlo) throws Exception {
        ScriptedPrimary primary = primary("EHLO", ehlo);
        try (Conversation conversation = open(primary)) {
            assertThat(conversation.send(message(SHORT, "a@example.org", "b@example.org")))
                    .allSatisfy(outcome -> assertThat(outcome).hasToString("Delivered[reply=250 2.0.0 taken]"));
            assertThat(conversation.isUsable()).isTrue();
        }
        await().until(() -> primary.commands.contains("QUIT"));
        assertThat(primary.commands)
                .containsExactly(
                        "EHLO mx2.example.net",
                        "MAIL FROM:<sender@example.net> BODY=8BITMIME",
                        "RCPT TO:<a@example.org>",
                        "RCPT TO:<b@example.org>",
                        "DATA",
                        "QUIT");
        assertThat(primary.messages).containsExactly(SHORT);
    }

    @Test
    void theNullReversePathIsSentAsItIsAnd8BitMimeOnlyWhereOffered() throws Exception {
        ScriptedPrimary primary = primary("EHLO", "250 primary.example.org");
        try (Conversation conversation = open(primary)) {
            conversation.send(new OutgoingMessage(
                    ReversePath.NULL,
                    List.of("a@example.org"),
                    NotificationWishes.NONE,
                    () -> new ByteArrayInputStream(SHORT)));
        }
        assertThat(primary.commands).contains("MAIL FROM:<>");
    }

    @Test
    void oneConnectionServesManyMessages() throws Exception {
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary)) {
            for (int i = 0; i < 500; i++) {
                assertThat(words(conversation.send(message(ascii("Subject: " + i + "\r\n\r\n")))))
                        .isEqualTo("delivered");
                assertThat(conversation.isUsable()).isTrue();
            }
        }
        assertThat(primary.connections()).isEqualTo(1);
        assertThat(primary.messages).hasSize(500);
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        last.write(primary.messages.get(499));
        assertThat(last).hasToString("Subject: 499\r\n\r\n");
    }

    @Test
    void aHundredRecipientsGoInOneTransactionAndMoreInSeveral() throws Exception {
        ScriptedPrimary primary = primary("RCPT TO:<r7", "550 5.1.1 nobody");
        String[] recipients = new String[250];
        Arrays.setAll(recipients, i -> "r" + i + "@example.org");
        try (Conversation conversation = open(primary)) {
            List<Outcome> outcomes = conversation.send(message(SHORT, recipients));
            for (int i = 0; i < recipients.length; i++) {
                assertThat(outcomes.get(i))
                        .isInstanceOf(recipients[i].startsWith("r7") ? Outcome.Never.class : Outcome.Delivered.class);
            }
            assertThat(outcomes).hasSize(recipients.length);
        }
        assertThat(primary.messages).containsExactly(SHORT, SHORT, SHORT);
        assertThat(primary.connections()).isEqualTo(1);
        assertThat(commandsBetween(primary, "MAIL", "DATA")).containsExactly(100, 100, 50);
    }

    /** How many commands there are between each of the first and the next of the second. */
    private static List<Integer> commandsBetween(ScriptedPrimary primary, String first, String second) {
        List<Integer> counts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < primary.commands.size(); i++) {
            String command = primary.commands.get(i);
            begin = command.startsWith(first) ? i : begin;
            if (command.startsWith(second)) {
                counts.add(i - begin - 1);
            }
        }
        return counts;
    }

    @Test
    void whatIsDeliveredStaysDeliveredWhenTheNextTransactionBreaks() throws Exception {
        ScriptedPrimary primary = primary("RCPT TO:<r150@", CLOSE);
        String[] recipients = new String[250];
        Arrays.setAll(recipients, i -> "r" + i + "@example.org");
        try (Conversation conversation = open(primary)) {
            List<Outcome> outcomes = conversation.send(message(SHORT, recipients));
            assertThat(outcomes.subList(0, 100)).allMatch(Outcome.Delivered.class::isInstance);
            assertThat(outcomes.subList(100, 200))
                    .allSatisfy(
                            outcome -> assertThat(outcome.toString()).startsWith("Later[why=no answer to RCPT TO:<r1"));
            assertThat(outcomes.subList(200, 250))
                    .allMatch(new Outcome.Later("the conversation ended before the turn of this recipient")::equals);
            assertThat(conversation.isUsable()).isFalse();
        }
        assertThat(primary.messages).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nRCPT TO:<x@example.net>", "a\nb@example.org", "a\0@example.org", "a\u0085@example.org"})
    void anAddressThatWouldEndItsLineIsNeverSent(String address) throws Exception {
        ScriptedPrimary primary = primary("EHLO", "250-primary.example.org\r\n250-PIPELINING\r\n250 SMTPUTF8");
        try (Conversation conversation = open(primary)) {
            assertThatThrownBy(() -> conversation.send(message(SHORT, address)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        await().until(() -> primary.ended() == 1);
        assertThat(primary.commands).containsExactly("EHLO mx2.example.net");
    }
}
