package io.relayguard.buffer.smtp;

import com.hubspot.smtp.messages.MessageContent;
import com.hubspot.smtp.messages.MessageContentEncoding;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out, which closes the connection when it cannot be read to its end.
 *
 * <p>Netty's ChunkedWriteHandler drops a stream that fails and writes what stands behind it, which is the final dot: the
 * primary would take half a message for the whole. It reads on the event loop, so the connection is closed before
 * anything else is written. It reads no faster than the primary takes, so {@link #quietFor()} says how the primary does.
 */
final class WholeOrNothing extends FilterInputStream implements Body {
    private static final int NOT_THE_END = 0;

    private final Runnable closeConnection;
    private volatile boolean whole;
    private volatile boolean abandoned;
    private volatile @Nullable Throwable failure;
    private volatile long lastRead = System.nanoTime();

    /** Buffered: ChunkedWriteHandler goes octet by octet through a stream that says nothing of what is available. */
    WholeOrNothing(InputStream message, Runnable closeConnection) {
        super(new BufferedInputStream(message));
        this.closeConnection = closeConnection;
    }

    @Override
    public MessageContent content() {
        return MessageContent.of(() -> this, MessageContentEncoding.SEVEN_BIT);
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public Duration quietFor() {
        return Duration.ofNanos(System.nanoTime() - lastRead);
    }

    /**
     * ChunkedStream reads one octet to see if the end has come, and when that fails it never releases the piece that it
     * has in hand. So the failure is thrown by the next read of many: the connection is closed already, and what is
     * returned here goes nowhere.
     */
    @Override
    public int read() {
        try {
            return orClose(super::read);
        } catch (IOException | RuntimeException | Error thrownByTheNextRead) {
            return NOT_THE_END;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Throwable before = failure;
        if (before != null) {
            throw new IOException(before);
        }
        return orClose(() -> super.read(target, offset, length));
    }

    /** A failure here shows when it is read; ChunkedWriteHandler would take it for its own. */
    @Override
    public int available() {
        try {
            return super.available();
        } catch (IOException | RuntimeException seenWhenRead) {
            return 0;
        }
    }

    @Override
    public void close() {
        abandoned = !whole;
        try {
            super.close();
        } catch (IOException nothingMoreIsReadOfIt) {
            // What the primary has answered stands.
        }
    }

    /** Something that reads from the stream; negative at its end. */
    private interface Reading {
        int read() throws IOException;
    }

    private int orClose(Reading reading) throws IOException {
        if (abandoned) {
            closeConnection.run();
            throw new IOException("abandoned before its end");
        }
        try {
            int result = reading.read();
            lastRead = System.nanoTime();
            if (result < 0) {
                whole = true;
            }
            return result;
        } catch (IOException | RuntimeException | Error unreadable) {
            failure = unreadable;
            closeConnection.run();
            throw unreadable;
        }
    }
}
