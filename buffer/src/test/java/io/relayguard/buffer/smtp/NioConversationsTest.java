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
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter against a primary on a real socket. */
@Timeout(60)
class NioConversationsTest {
    private static final RelayDomain DOMAIN =
            new RelayDomain(DomainName.parse("example.org").orElseThrow(), List.of(new Primary.Mx()), "here");
    private static final String WITHOUT_PIPELINING = "250-primary.example.org\r\n250 8BITMIME";
    private static final byte[] SHORT = ascii("Subject: a\r\n\r\nHello\r\n");

    /** Long enough for a slow machine where an answer must come, short where none will. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private ScriptedPrimary primary(String... script) throws IOException {
        ScriptedPrimary primary = new ScriptedPrimary(script);
        toClose.add(primary);
        return primary;
    }

    private NioConversations conversations(Duration greeting, Duration longestWait, InetSocketAddress... addresses) {
        NioConversations conversations =
                new NioConversations(domain -> List.of(addresses), () -> "mx2.example.net", greeting, longestWait);
        toClose.add(conversations);
        return conversations;
    }

    private Conversation open(ScriptedPrimary primary) throws PrimaryUnreachable {
        return conversations(PATIENT, PATIENT, primary.address()).open(DOMAIN);
    }

    private static OutgoingMessage message(byte[] octets, String... recipients) {
        return message(() -> new ByteArrayInputStream(octets), recipients);
    }

    private static OutgoingMessage message(OutgoingMessage.Content content, String... recipients) {
        List<String> all = recipients.length == 0 ? List.of("a@example.org") : List.of(recipients);
        return new OutgoingMessage(new ReversePath("sender@example.net"), all, content);
    }

    private static String words(List<Outcome> outcomes) {
        return String.join(
                ", ",
                outcomes.stream()
                        .map(outcome -> outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** A port on which nobody listens. */
    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

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
                    ReversePath.NULL, List.of("a@example.org"), () -> new ByteArrayInputStream(SHORT)));
        }
        assertThat(primary.commands).contains("MAIL FROM:<>");
    }

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

    @Test
    void aReplyThatDoesNotEndIsCutOffAndThePrimaryLeft() throws Exception {
        ScriptedPrimary primary = primary("EHLO", "250-more\r\n".repeat(10_000) + "250 done");
        assertThatThrownBy(() -> open(primary))
                .isInstanceOf(PrimaryUnreachable.class)
                .hasMessageContaining("a reply of more than 65536 octets");
        await().until(() -> primary.ended() == 1);
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
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary)) {
            conversation.send(message(SHORT));
            primary.hangUp();
            await().until(() -> !conversation.isUsable());
            assertThatThrownBy(() -> conversation.send(message(SHORT)))
                    .as("at once, not when patience ends")
                    .isInstanceOf(ConversationBroken.class)
                    .hasMessageContaining("closed");
        }
        assertThat(primary.messages).hasSize(1);
    }

    private static Stream<Arguments> contents() {
        List<Arguments> contents = new ArrayList<>();
        contents.add(Arguments.of("nothing", new byte[0]));
        contents.add(Arguments.of("a dot", ascii(".")));
        contents.add(Arguments.of("dots", ascii(".\r\n..\r\n.a\r\n\r\n.\r\n")));
        contents.add(Arguments.of("a header that begins with a dot", ascii(".Subject: a\r\n\r\n.\r\n")));
        contents.add(Arguments.of("no end of line", ascii("Subject: a\r\n\r\nline")));
        contents.add(Arguments.of("a bare CR at the end", ascii("Subject: a\r\n\r\nline\r")));
        contents.add(
                Arguments.of("8-bit, NUL, bare CR and LF", ascii("Subject: \u00e4\r\n\r\n\0\u00ff\n.\n\r.\r\r\n")));
        // The stream is cut into chunks of 64 KiB: a dot, a CR, an LF at every place around the cut.
        for (int before = 65_530; before <= 65_540; before++) {
            contents.add(Arguments.of(
                    "a dot after " + before,
                    ascii("x".repeat(before) + "\r\n.\r\n..\r\n" + "y".repeat(70_000) + "\r\n")));
        }
        byte[] large = new byte[3 * 1024 * 1024];
        new Random(20_261_124).nextBytes(large);
        contents.add(Arguments.of("3 MiB of anything", large));
        byte[] dots = new byte[200_000];
        Random random = new Random(20_261_125);
        for (int i = 0; i < dots.length; i++) {
            dots[i] = (byte) ".\r\n".charAt(random.nextInt(3));
        }
        contents.add(Arguments.of("nothing but dots and line ends", dots));
        return contents.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void theMessageArrivesOctetForOctet(String what, byte[] octets) throws Exception {
        ScriptedPrimary primary = primary();
        byte[] expected =
                endsWithLineEnd(octets) ? octets : ascii(new String(octets, StandardCharsets.ISO_8859_1) + "\r\n");
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(message(octets)))).isEqualTo("delivered");
            assertThat(words(conversation.send(message(() -> trickling(octets)))))
                    .as("read in odd pieces")
                    .isEqualTo("delivered");
        }
        assertThat(primary.messages).hasSize(2);
        assertThat(Arrays.equals(primary.messages.get(0), expected)).isTrue();
        assertThat(Arrays.equals(primary.messages.get(1), expected)).isTrue();
    }

    /** SMTP has no other way to end a message than with a line: without one, it gets one. */
    private static boolean endsWithLineEnd(byte[] octets) {
        int length = octets.length;
        return length == 0 || (length >= 2 && octets[length - 2] == '\r' && octets[length - 1] == '\n');
    }

    /** Gives a few octets at a time and says that nothing is available. */
    private static InputStream trickling(byte[] octets) {
        Random random = new Random(octets.length);
        return new ByteArrayInputStream(octets) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(20_000)));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("an IOException", new IOException("disk gone")),
                Arguments.of("a RuntimeException", new IllegalStateException("disk gone")),
                Arguments.of("an Error", new AssertionError("disk gone")));
    }

    /** Netty writes on behind a stream that fails: the final dot must not follow half a message. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aMessageThatCannotBeReadToItsEndNeverGetsItsFinalDot(String what, Throwable failure) throws Exception {
        for (int good : List.of(0, 1, 100, 65_536, 65_537, 300_000)) {
            ScriptedPrimary primary = primary();
            try (Conversation conversation = open(primary)) {
                assertThatThrownBy(() -> conversation.send(message(() -> failing(good, failure))))
                        .as("our fault, not the primary's")
                        .isInstanceOf(UncheckedIOException.class)
                        .hasStackTraceContaining("disk gone");
                assertThat(conversation.isUsable()).isFalse();
            }
            await().until(() -> primary.ended() == 1);
            assertThat(primary.messages).as("after " + good + " octets").isEmpty();
        }
    }

    private static InputStream failing(int good, Throwable failure) {
        return new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ < good) {
                    return 'x';
                }
                if (failure instanceof Error error) {
                    throw error;
                }
                if (failure instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw (IOException) failure;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                target[offset] = (byte) read();
                return 1;
            }

            @Override
            public int available() throws IOException {
                if (given >= good) {
                    throw new IOException("disk gone");
                }
                return good - given;
            }
        };
    }

    @Test
    void aMessageThatCannotBeOpenedIsOurFaultAndClosesTheConversation() throws Exception {
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary)) {
            assertThatThrownBy(() -> conversation.send(message(() -> {
                        throw new IOException("disk gone");
                    })))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(conversation.isUsable()).isFalse();
        }
        await().until(() -> primary.ended() == 1);
        assertThat(primary.messages).isEmpty();
    }

    @Test
    void theMessageStreamIsClosedWhateverHappens() throws Exception {
        for (String end : List.of("250 ok", "451 no", CLOSE)) {
            ScriptedPrimary primary = primary(END, end);
            AtomicBoolean closed = new AtomicBoolean();
            try (Conversation conversation = open(primary)) {
                try {
                    conversation.send(message(() -> new ByteArrayInputStream(SHORT) {
                        @Override
                        public void close() throws IOException {
                            closed.set(true);
                            throw new IOException("a close that fails is nobody's business");
                        }
                    }));
                } catch (ConversationBroken expected) {
                    assertThat(end).isEqualTo(CLOSE);
                }
            }
            assertThat(closed).isTrue();
        }
    }

    @Test
    void aReplyThatComesBeforeTheMessageIsAtItsEndIsNoDelivery() throws Exception {
        ScriptedPrimary primary = primary(ScriptedPrimary.HALF_WAY, "250 2.0.0 taken early");
        try (Conversation conversation = open(primary)) {
            assertThatThrownBy(() -> conversation.send(message(EndlessUntilClosed::new)))
                    .isInstanceOf(ConversationBroken.class)
                    .hasMessageContaining("before the message was at its end: 250 2.0.0 taken early");
            assertThat(conversation.isUsable()).isFalse();
        }
        await().until(() -> primary.ended() == 1);
        assertThat(primary.messages).isEmpty();
    }

    @Test
    void aPrimaryThatRefusesALargeMessageHalfWayIsHeardAndLeft() throws Exception {
        ScriptedPrimary primary = primary(ScriptedPrimary.HALF_WAY, "552 5.3.4 too large");
        try (Conversation conversation = open(primary)) {
            assertThat(words(conversation.send(message(EndlessUntilClosed::new))))
                    .isEqualTo("never");
            assertThat(conversation.isUsable()).isFalse();
        }
        await().until(() -> primary.ended() == 1);
        assertThat(primary.messages).isEmpty();
    }

    /** Has no end. */
    private static final class EndlessUntilClosed extends InputStream {
        private volatile boolean closed;

        @Override
        public int read() throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            return 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Arrays.fill(target, offset, offset + length, (byte) read());
            return length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aMessageThatTakesLongerThanAnyAnswerMayIsDeliveredAsLongAsItMoves() throws Exception {
        ScriptedPrimary primary = primary();
        Duration longest = Duration.ofMillis(1500);
        try (Conversation conversation =
                conversations(PATIENT, longest, primary.address()).open(DOMAIN)) {
            long start = System.nanoTime();
            assertThat(words(conversation.send(message(() -> new Slow(8, Duration.ofMillis(300))))))
                    .isEqualTo("delivered");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(longest);
        }
    }

    /** Octets with a pause before each. */
    private static final class Slow extends InputStream {
        private final CountDownLatch never = new CountDownLatch(1);
        private final Duration pause;
        private int left;

        Slow(int octets, Duration pause) {
            this.left = octets;
            this.pause = pause;
        }

        @Override
        public int read() throws IOException {
            try {
                var unused = never.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int octet = read();
            if (octet < 0) {
                return -1;
            }
            target[offset] = (byte) octet;
            return 1;
        }
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
    void aThousandRecipientsGoInOneTransaction() throws Exception {
        ScriptedPrimary primary = primary("RCPT TO:<r7", "550 5.1.1 nobody");
        String[] recipients = new String[1000];
        Arrays.setAll(recipients, i -> "r" + i + "@example.org");
        try (Conversation conversation = open(primary)) {
            List<Outcome> outcomes = conversation.send(message(SHORT, recipients));
            for (int i = 0; i < 1000; i++) {
                assertThat(outcomes.get(i))
                        .isInstanceOf(recipients[i].startsWith("r7") ? Outcome.Never.class : Outcome.Delivered.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nRCPT TO:<x@example.net>", "a\nb@example.org", "a\0@example.org", "a\u0085@example.org"})
    void anAddressThatWouldEndItsLineIsNeverSent(String address) throws Exception {
        ScriptedPrimary primary = primary();
        try (Conversation conversation = open(primary)) {
            assertThatThrownBy(() -> conversation.send(message(SHORT, address)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        await().until(() -> primary.ended() == 1);
        assertThat(primary.commands).containsExactly("EHLO mx2.example.net");
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
}
