package io.relayguard.buffer;

import io.relayguard.core.address.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A message on its way to a primary.
 *
 * @param recipients addresses without angle brackets; at least one
 */
public record OutgoingMessage(
        ReversePath reversePath, List<String> recipients, NotificationWishes wishes, Content content) {
    public OutgoingMessage {
        recipients = List.copyOf(recipients);
    }

    /** The same for some of the recipients only. */
    public OutgoingMessage to(List<String> some) {
        return new OutgoingMessage(reversePath, some, wishes, content);
    }

    /** The raw message; opened anew for whatever is done with it. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;

        /** How many octets it has; read through where nobody knows. */
        default long size() throws IOException {
            try (InputStream octets = open()) {
                return octets.transferTo(OutputStream.nullOutputStream());
            }
        }
    }
}
