package io.relayguard.buffer.smtp;

import com.hubspot.smtp.messages.MessageContent;
import io.relayguard.buffer.OutgoingMessage;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Optional;

/** A message's octets on their way out: sent as they are, dots stuffed, or the connection is closed. */
interface Body extends Closeable {
    /** No more than this is held in memory at once. */
    int SMALL = 64 * 1024;

    /**
     * A small message is read at once, so that all of it, and what follows it, goes out in one piece.
     *
     * @param closeConnection called when a larger one cannot be read to its end
     * @throws IOException if it cannot be opened, or a small one not be read
     */
    static Body of(OutgoingMessage.Content message, Runnable closeConnection) throws IOException {
        InputStream octets = message.open();
        boolean goesOn = false;
        try {
            byte[] start = octets.readNBytes(SMALL + 1);
            if (start.length > 0 && start.length <= SMALL) {
                return InMemory.of(start);
            }
            goesOn = true;
            return new WholeOrNothing(
                    new SequenceInputStream(new ByteArrayInputStream(start), octets), closeConnection);
        } finally {
            if (!goesOn) {
                closeQuietly(octets);
            }
        }
    }

    private static void closeQuietly(InputStream octets) {
        try {
            octets.close();
        } catch (IOException allOfItWasRead) {
            // What was read stands.
        }
    }

    MessageContent content();

    /** If the message was read to its end, which comes before the final dot. */
    boolean isWhole();

    /** Why it could not be read; empty if that is not what went wrong. */
    Optional<Throwable> failure();

    /** How long nobody has read on. */
    Duration quietFor();

    /** Whoever reads on after that gets no end, but a failure. */
    @Override
    void close();
}
