package io.relayguard.buffer.smtp;

import com.hubspot.smtp.messages.MessageContent;
import com.hubspot.smtp.messages.MessageContentEncoding;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Optional;

/**
 * A message that was read before anything of it is sent; it is not empty.
 *
 * @param since when, on the clock of {@link System#nanoTime()}
 */
record InMemory(MessageContent content, long since) implements Body {
    static InMemory of(byte[] message) {
        return new InMemory(
                MessageContent.of(Unpooled.wrappedBuffer(message), MessageContentEncoding.SEVEN_BIT),
                System.nanoTime());
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.empty();
    }

    @Override
    public Duration quietFor() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Override
    public void close() {
        // Nothing is open any more.
    }
}
