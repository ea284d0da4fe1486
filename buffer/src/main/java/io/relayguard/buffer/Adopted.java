package io.relayguard.buffer;

import io.relayguard.core.address.DomainName;
import java.util.Set;

/**
 * What became of another node's mail.
 *
 * @param moved how many mails are ours now
 * @param left how many stayed where they were; each is reported
 * @param failed domains whose mail could not be looked at, so that nobody knows how many they have
 */
public record Adopted(long moved, long left, Set<DomainName> failed) {
    public Adopted {
        failed = Set.copyOf(failed);
    }
}
