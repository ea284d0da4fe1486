package io.relayguard.core.relay;

import io.relayguard.core.address.DomainName;
import java.util.Set;

/**
 * What to do with a stranger whose MAIL FROM is in one of our domains: believe nothing and let it pass, or refuse it.
 *
 * @param refuseByDefault for those of our domains that neither set names
 */
public record ForgedSenders(boolean refuseByDefault, Set<DomainName> refused, Set<DomainName> accepted) {
    public static final ForgedSenders ACCEPT = new ForgedSenders(false, Set.of(), Set.of());

    public ForgedSenders {
        refused = Set.copyOf(refused);
        accepted = Set.copyOf(accepted);
    }

    /** If there can be a domain that a stranger may not use. */
    public boolean refuseAny() {
        return refuseByDefault || !refused.isEmpty();
    }

    /** If a stranger may not use this domain, should it be ours. */
    public boolean refuse(DomainName domain) {
        return refused.contains(domain) || (refuseByDefault && !accepted.contains(domain));
    }
}
