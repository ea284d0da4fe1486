package io.relayguard.core.relay;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One question to the policy, and what has been found out about it: the list of domains is asked once at most. */
final class Case {
    private final RelayPolicy policy;
    private final Origin origin;
    private final ReversePath reversePath;
    private final Recipient recipient;
    private final boolean inside;
    private @Nullable Destination destination;

    Case(RelayPolicy policy, Origin origin, ReversePath reversePath, Recipient recipient) {
        this.policy = policy;
        this.origin = origin;
        this.reversePath = reversePath;
        this.recipient = recipient;
        this.inside = origin.isInside(policy.networks());
    }

    RelayPolicy policy() {
        return policy;
    }

    Origin origin() {
        return origin;
    }

    ReversePath reversePath() {
        return reversePath;
    }

    Recipient recipient() {
        return recipient;
    }

    boolean isInside() {
        return inside;
    }

    boolean isForeign() throws LocalDomains.Unavailable {
        return destination() instanceof Destination.Foreign;
    }

    Destination destination() throws LocalDomains.Unavailable {
        if (destination == null) {
            destination = policy.destination(recipient);
        }
        return destination;
    }

    /** The destination, if a rule had to ask for it. */
    Optional<Destination> knownDestination() {
        return Optional.ofNullable(destination);
    }

    /** The way that this mail would go; empty for what every server does: send its own mail, and take its postmaster's. */
    Optional<Permit> needed() throws LocalDomains.Unavailable {
        Destination goal = destination();
        if (origin instanceof Origin.Ourselves) {
            return Optional.empty();
        }
        if (goal instanceof Destination.Relay) {
            return Optional.of(Permit.TO_RELAY_DOMAINS);
        }
        return goal instanceof Destination.Foreign
                ? origin.permitToOutside()
                : Optional.of(Permit.TO_LOCAL_DOMAINS).filter(way -> !recipient.isRoleAccount());
    }
}
