package io.relayguard.buffer.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WholeOrNothingTest {
    private final AtomicInteger closed = new AtomicInteger();

    /** ChunkedStream asks so whether the end has come, with a piece in hand that a failure would leak. */
    @Test
    void aFailureOfOneOctetClosesTheConnectionAndIsThrownByTheNextReadOfMany() throws IOException {
        IOException failure = new IOException("the disk is gone");
        try (WholeOrNothing message = new WholeOrNothing(failing(failure), closed::incrementAndGet)) {
            assertThat(message.read()).isNotNegative();

            assertThat(closed).hasPositiveValue();
            assertThat(message.failure()).containsSame(failure);
            assertThat(message.isWhole()).isFalse();
            assertThatThrownBy(() -> message.read(new byte[8], 0, 8)).hasCause(failure);
        }
    }

    @Test
    void whoReadsOnAfterTheCloseGetsNoEnd() throws IOException {
        WholeOrNothing message =
                new WholeOrNothing(new ByteArrayInputStream(new byte[] {1, 2, 3}), closed::incrementAndGet);
        message.close();

        assertThat(message.read()).isNotNegative();
        assertThat(message.isWhole()).isFalse();
        assertThat(closed).hasPositiveValue();
        assertThatThrownBy(() -> message.read(new byte[8], 0, 8)).isInstanceOf(IOException.class);
    }

    @Test
    void aMessageReadToItsEndLeavesTheConnectionOpen() throws IOException {
        try (WholeOrNothing message =
                new WholeOrNothing(new ByteArrayInputStream(new byte[] {1, 2, 3}), closed::incrementAndGet)) {
            assertThat(message.readAllBytes()).containsExactly(1, 2, 3);
            assertThat(message.isWhole()).isTrue();
        }
        assertThat(closed).hasValue(0);
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw failure;
            }
        };
    }
}
