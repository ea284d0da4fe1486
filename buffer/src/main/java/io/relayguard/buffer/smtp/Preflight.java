package io.relayguard.buffer.smtp;

import com.google.common.base.CharMatcher;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.core.primary.Extensions;
import io.relayguard.core.primary.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * What the primary could not take as it is, by what it offers: found out before anything is sent, and with no more reading
 * than that needs. An address decides about SMTPUTF8, not a header: James does not say how a message came, and many a header
 * is beyond ASCII without having asked.
 */
record Preflight(Extensions extensions) {
    private static final int PIECE = 8192;

    /** What is refused for all recipients. */
    Optional<Outcome> refusal(OutgoingMessage message) throws IOException {
        Optional<Outcome> refusal =
                isAscii(message.reversePath().toString()) ? Optional.empty() : extensions.withoutUtf8();
        if (refusal.isEmpty() && extensions.largest().isPresent()) {
            refusal = extensions.tooLarge(message.content().size());
        }
        if (refusal.isEmpty()) {
            Optional<Outcome> lacks = extensions.withoutEightBit();
            refusal = lacks.isPresent() && hasEightBit(message.content()) ? lacks : Optional.empty();
        }
        return refusal;
    }

    /** What is refused for one recipient. */
    Optional<Outcome> refusal(String recipient) {
        return isAscii(recipient) ? Optional.empty() : extensions.withoutUtf8();
    }

    boolean refusesAny(List<String> recipients) {
        for (String recipient : recipients) {
            if (refusal(recipient).isPresent()) {
                return true;
            }
        }
        return false;
    }

    static boolean isAscii(String address) {
        return CharMatcher.ascii().matchesAllOf(address);
    }

    private static boolean hasEightBit(OutgoingMessage.Content content) throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream octets = content.open()) {
            for (int read = octets.read(piece); read >= 0; read = octets.read(piece)) {
                for (int i = 0; i < read; i++) {
                    if (piece[i] < 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
