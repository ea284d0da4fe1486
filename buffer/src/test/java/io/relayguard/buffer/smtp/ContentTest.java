package io.relayguard.buffer.smtp;

import static io.relayguard.buffer.smtp.ScriptedPrimary.CLOSE;
import static io.relayguard.buffer.smtp.ScriptedPrimary.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.ConversationBroken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The message itself, on its way to a primary on a real socket. */
@Timeout(60)
class ContentTest extends AgainstAPrimary {
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
                if (length == 0) {
                    return 0;
                }
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
    static final class EndlessUntilClosed extends InputStream {
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
}
