package io.relayguard.buffer.smtp;

import static io.relayguard.buffer.smtp.ScriptedPrimary.CLOSE;
import static io.relayguard.buffer.smtp.ScriptedPrimary.END;
import static io.relayguard.buffer.smtp.ScriptedPrimary.GREETING;
import static io.relayguard.buffer.smtp.ScriptedPrimary.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.primary.TlsRule;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the connection to the first MAIL, against a primary on a real socket. */
@Timeout(60)
class OpeningTest extends AgainstAPrimary {
    @ParameterizedTest
    @ValueSource(strings = {"500 5.5.1 what?", "502 no", "554 no", "421-no\r\n451 no"})
    void heloIsTriedWhereEhloIsRefused(String refusal) throws Exception {
        ScriptedPrimary primary = primary("EHLO", refusal);
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertThat(primary.commands)
                .startsWith("EHLO mx2.example.net", "HELO mx2.example.net", "MAIL FROM:<sender@example.net>");
    }

    @ParameterizedTest(name = "greeting {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "554 5.3.2 go away|answered the greeting with 554 5.3.2 go away",
                "421 busy|answered the greeting with 421 busy",
                "354 what|answered the greeting with 354 what",
                "HTTP/1.1 400 Bad Request|no answer to the greeting",
                "220|",
                "99 x|no answer to the greeting",
                "close|no answer to the greeting",
                "silence|no answer to the greeting",
            })
    void aGreetingThatIsNoneIsAPrimaryThatIsNotThere(String greeting, String why) throws Exception {
        ScriptedPrimary primary = primary(GREETING, greeting);
        NioConversations conversations =
                conversations(greeting.equals(SILENCE) ? IMPATIENT : PATIENT, PATIENT, primary.address());
        if (why == null) {
            conversations.open(DOMAIN).close();
        } else {
            assertThatThrownBy(() -> conversations.open(DOMAIN))
                    .isInstanceOf(PrimaryUnreachable.class)
                    .hasMessageContaining(why)
                    .hasMessageContaining("127.0.0.1:" + primary.address().getPort());
        }
        await().untilAsserted(() ->
                assertThat(primary.ended()).as("connections closed").isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 no", CLOSE, "(garbage"})
    void aPrimaryThatRefusesEhloAndHeloIsNotThereAndItsConnectionIsClosed(String reply) throws Exception {
        ScriptedPrimary primary = primary("EHLO", reply, "HELO", reply);
        NioConversations conversations = conversations(PATIENT, PATIENT, primary.address());
        assertThatThrownBy(() -> conversations.open(DOMAIN)).isInstanceOf(PrimaryUnreachable.class);
        await().until(() -> primary.ended() == 1);
    }

    @Test
    void theNextAddressIsTriedAndTheReasonsOfAllAreGiven() throws Exception {
        InetSocketAddress nobody = nobody();
        ScriptedPrimary refusing = primary(GREETING, "554 5.3.2 not here");
        ScriptedPrimary good = primary();
        try (Conversation conversation = conversations(PATIENT, PATIENT, nobody, refusing.address(), good.address())
                .open(DOMAIN)) {
            assertThat(words(conversation.send(message(SHORT)))).isEqualTo("delivered");
        }
        assertThat(good.messages).hasSize(1);
        assertThatThrownBy(() -> conversations(PATIENT, PATIENT, nobody, refusing.address())
                        .open(DOMAIN))
                .isInstanceOf(PrimaryUnreachable.class)
                .hasMessageContaining("127.0.0.1:" + nobody.getPort())
                .hasMessageContaining(
                        "; 127.0.0.1:" + refusing.address().getPort() + " answered the greeting with 554");
    }

    /** The engine recognises the primary by that when it connects to us. */
    @Test
    void theAddressIsSaidWhetherThePrimaryIsThereOrNot() throws Exception {
        ScriptedPrimary good = primary();
        try (Conversation conversation = open(good)) {
            assertThat(conversation.address()).isEqualTo(good.address().getAddress());
        }
        InetSocketAddress nobody = nobody();
        assertThatThrownBy(
                        () -> conversations(PATIENT, PATIENT, nobody, nobody()).open(DOMAIN))
                .isInstanceOfSatisfying(
                        PrimaryUnreachable.class,
                        unreachable -> assertThat(unreachable.tried()).containsExactly(nobody.getAddress()));
    }

    @Test
    void noAddressAtAllIsAPrimaryThatIsNotThere() {
        assertThatThrownBy(() -> conversations(PATIENT, PATIENT).open(DOMAIN))
                .hasMessage("no address")
                .isInstanceOfSatisfying(
                        PrimaryUnreachable.class,
                        unreachable -> assertThat(unreachable.tried()).isEmpty());
    }

    @Test
    void aReplyThatDoesNotEndIsCutOffAndThePrimaryLeft() throws Exception {
        ScriptedPrimary primary = primary("EHLO", "250-more\r\n".repeat(10_000) + "250 done");
        assertThatThrownBy(() -> open(primary))
                .isInstanceOf(PrimaryUnreachable.class)
                .hasMessageContaining("a reply of more than 65536 octets");
        await().until(() -> primary.ended() == 1);
    }

    @Test
    void aPrimaryThatDoesNotAnswerQuitKeepsNobodyWaiting() throws Exception {
        ScriptedPrimary primary = primary("QUIT", SILENCE);
        long start = System.nanoTime();
        open(primary).close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
        await().atMost(Duration.ofSeconds(20)).until(() -> primary.ended() == 1);
    }

    @Test
    void closingTheAdapterEndsItsConnectionsAndWhatIsUnderWayIsBroken() throws Exception {
        ScriptedPrimary primary = primary(END, SILENCE);
        NioConversations conversations = conversations(PATIENT, PATIENT, primary.address());
        Conversation conversation = conversations.open(DOMAIN);
        Thread closing = new Thread(() -> {
            await().until(() -> !primary.messages.isEmpty());
            conversations.close();
        });
        closing.start();
        assertThatThrownBy(() -> conversation.send(message(SHORT))).isInstanceOf(ConversationBroken.class);
        closing.join();
        conversation.close();
        assertThatThrownBy(() -> conversations.open(DOMAIN))
                .isInstanceOfAny(PrimaryUnreachable.class, RuntimeException.class);
        await().until(() -> primary.ended() == 1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "(greeting)|220 MX2.example.net. ESMTP|it greets with our own name MX2.example.net",
                "(greeting)|220-mx2.example.net|it greets with our own name mx2.example.net",
                "(greeting)|554 mx2.example.net no|it greets with our own name mx2.example.net",
                "(greeting)|220 mail.example.net|it greets with our own name mail.example.net",
                "EHLO|250-mx2.example.net|it answers EHLO with our own name mx2.example.net",
                "EHLO|250 mail.example.net hello|it answers EHLO with our own name mail.example.net",
                "HELO|250 mx2.example.net hello|it answers HELO with our own name mx2.example.net",
            })
    void aPrimaryOfOurOwnNameIsALoopAndNotThere(String command, String reply, String why) throws Exception {
        ScriptedPrimary primary = primary("EHLO", "502 5.5.1 no");
        primary.answer(command, reply.startsWith("-", 3) ? reply + "\r\n" + reply.substring(0, 3) + " more" : reply);
        ScriptedPrimary next = primary();
        assertThatThrownBy(() -> open(primary))
                .isInstanceOf(PrimaryUnreachable.class)
                .hasMessage(
                        "127.0.0.1:" + primary.address().getPort() + " 5.4.6 mail loops back to this server: " + why);
        try (Conversation conversation = conversations(PATIENT, PATIENT, primary.address(), next.address())
                .open(DOMAIN)) {
            assertThat(words(conversation.send(message(SHORT))))
                    .as("by the next")
                    .isEqualTo("delivered");
        }
        assertThat(primary.messages).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(greeting)|220 primary.example.org talks to mx2.example.net",
                "EHLO|250 primary.example.org hello mx2.example.net",
                "EHLO|250 Hello mx2.example.net",
                "HELO|250 primary.example.org hello mx2.example.net",
            })
    void ourNameElsewhereInAReplyIsNoLoop(String command, String reply) throws Exception {
        ScriptedPrimary primary = primary("EHLO", "502 5.5.1 no", command, reply);
        open(primary).close();
        await().until(() -> primary.ended() == 1);
    }

    @Test
    void everybodyMayBeCalledLocalhost() throws Exception {
        ScriptedPrimary primary = primary(GREETING, "220 localhost ESMTP", "EHLO", "250 localhost");
        NioConversations conversations = new NioConversations(
                domain -> List.of(new PrimaryAddress(primary.address(), "localhost", TlsRule.NONE)),
                () -> "localhost",
                "localhost"::equals,
                (destination, at, reason, detail) -> {});
        toClose.add(conversations);
        conversations.open(DOMAIN).close();
        assertThat(primary.commands).startsWith("EHLO localhost");
    }

    @ParameterizedTest(name = "{0} answered by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "(greeting)|close|no answer to the greeting: ",
                "EHLO|close|no answer to EHLO: ",
                "EHLO|silence|no answer to EHLO in time",
                "EHLO|220 again|answered EHLO with 220 again",
                "EHLO|354 go ahead|no answer to HELO: ",
                "HELO|close|no answer to HELO: ",
                "HELO|silence|no answer to HELO in time",
                "HELO|354 go ahead|answered HELO with 354 go ahead",
            })
    void whatWentWrongIsToldApartByItsPhase(String command, String reply, String why) throws Exception {
        ScriptedPrimary primary = primary("EHLO", "502 5.5.1 no", "HELO", CLOSE);
        primary.answer(command, reply);
        NioConversations conversations =
                conversations(reply.equals(SILENCE) ? IMPATIENT : PATIENT, PATIENT, primary.address());
        assertThatThrownBy(() -> conversations.open(DOMAIN))
                .isInstanceOf(PrimaryUnreachable.class)
                .hasMessageStartingWith("127.0.0.1:" + primary.address().getPort() + " " + why);
        await().until(() -> primary.ended() == 1);
    }

    @Test
    void aPrimaryThatSaysGoodbyeBeforeItIsAskedIsHeard() throws Exception {
        ScriptedPrimary primary = primary("EHLO", "421 4.3.2 shutting down\r\n" + CLOSE);
        assertThatThrownBy(() -> open(primary))
                .isInstanceOf(PrimaryUnreachable.class)
                .hasMessageEndingWith(" answered EHLO with 421 4.3.2 shutting down");
    }

    @Test
    void aPrimaryThatClosesInsteadOfAnsweringQuitIsLeftAsWell() throws Exception {
        ScriptedPrimary primary = primary("QUIT", CLOSE);
        open(primary).close();
        await().until(() -> primary.ended() == 1);
        assertThat(primary.commands).endsWith("QUIT");
    }
}
