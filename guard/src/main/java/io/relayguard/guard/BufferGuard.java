package io.relayguard.guard;

import io.relayguard.buffer.Adopted;
import io.relayguard.buffer.Buffer;
import io.relayguard.core.address.DomainName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;

/** The running buffer, for those who show it and move it. */
public record BufferGuard(Buffer buffer) {
    /** How a destination stands; {@code state} is up, down, probing or held. */
    public record Destination(String domain, String state, long messages, long octets) {}

    /** What became of another node's mail: how many were moved, how many stayed, and which domains failed as a whole. */
    public record Adoption(long moved, long left, List<String> failed) {
        public Adoption {
            failed = List.copyOf(failed);
        }
    }

    /** All that have had mail since the start. */
    public List<Destination> destinations() {
        return buffer.status().stream()
                .map(status ->
                        new Destination(status.domain().value(), status.state(), status.messages(), status.octets()))
                .toList();
    }

    /** Tries all that waits for a domain; false if it is no relay domain. */
    public boolean flush(DomainName domain, String why) {
        return buffer.flush(domain, why).isPresent();
    }

    /** Sends nothing to a domain for now; false if it has never had mail. */
    public boolean hold(DomainName domain) {
        return buffer.hold(domain);
    }

    /** Sends again; false if it has never had mail. */
    public boolean release(DomainName domain) {
        return buffer.release(domain);
    }

    /** Gives all that waits for a domain back to its senders, in the background; how many wait, empty if it is no relay domain. */
    public Optional<Long> giveBack(DomainName domain) {
        return buffer.giveBack(domain);
    }

    /**
     * Takes over what another node has kept, as {@link Buffer#adopt} does.
     *
     * @throws IllegalArgumentException if that is no node's name, or our own
     * @throws IOException if the repository failed
     */
    public Adoption adopt(String node) throws IOException {
        try {
            Adopted adopted = buffer.adopt(node);
            return new Adoption(
                    adopted.moved(),
                    adopted.left(),
                    adopted.failed().stream().map(DomainName::value).sorted().toList());
        } catch (MessagingException failed) {
            throw new IOException(failed);
        }
    }
}
