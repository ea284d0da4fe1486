package io.relayguard.buffer;

import io.relayguard.core.address.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A message on its way to a primary.
 *
 * @param recipients addresses without angle brackets; at least one
 */
public record OutgoingMessage(ReversePath reversePath, List<String> recipients, Content content) {
    public OutgoingMessage {
        recipients = List.copyOf(recipients);
    }

    /** The raw message; opened once per attempt. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }
}
