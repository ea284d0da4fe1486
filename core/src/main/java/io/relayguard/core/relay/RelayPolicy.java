package io.relayguard.core.relay;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.Networks;
import io.relayguard.core.relay.Verdict.DeliverHere;
import io.relayguard.core.relay.Verdict.KeepForPrimary;
import io.relayguard.core.relay.Verdict.NotNow;
import io.relayguard.core.relay.Verdict.Postponement;
import io.relayguard.core.relay.Verdict.Refusal;
import io.relayguard.core.relay.Verdict.Refuse;
import io.relayguard.core.relay.Verdict.SendOut;
import io.relayguard.core.settings.RelayDomain;
import io.relayguard.core.settings.RelayDomains;
import java.util.Optional;

/**
 * May this message, from this origin, go to this recipient? Inside to outside and outside to inside: yes; outside to
 * outside: never.
 *
 * <p>The order of the questions is the policy: an outsider's recipient that could hide a second address is refused
 * first, even for our own domains, lest the server behind us be made the relay; a relay domain counts before a local
 * one of the same name, because the administrator wrote it into our own file; what is neither is outside.
 */
public record RelayPolicy(Networks networks, RelayDomains relayDomains, LocalDomains localDomains) {
    /**
     * Judges one recipient.
     *
     * @param reversePath not asked yet: a sender's address proves nothing, whatever it says
     */
    public Verdict decide(Origin origin, ReversePath reversePath, Recipient recipient) {
        boolean inside = isInside(origin);
        if (!inside && recipient.hidesAnotherAddress()) {
            return new Refuse(Refusal.HIDDEN_ADDRESS);
        }
        return relayDomain(recipient)
                .<Verdict>map(KeepForPrimary::new)
                .orElseGet(() -> hereOrOutside(origin, inside, recipient));
    }

    /** If mail from there may go anywhere: internal clients, users, this server itself. */
    public boolean isInside(Origin origin) {
        return origin.isInside(networks);
    }

    /** The relay domain that the recipient belongs to. */
    public Optional<RelayDomain> relayDomain(Recipient recipient) {
        return recipient.domainName().flatMap(relayDomains::find);
    }

    /** If the recipient's domain is one of James's own. */
    public boolean isLocal(Recipient recipient) throws LocalDomains.Unavailable {
        return localDomains.contains(
                recipient.domainName().map(DomainName::value).orElse(recipient.domain()));
    }

    private Verdict hereOrOutside(Origin origin, boolean inside, Recipient recipient) {
        try {
            if (isLocal(recipient)) {
                return new DeliverHere();
            }
        } catch (LocalDomains.Unavailable silence) {
            return new NotNow(Postponement.DOMAINS_UNAVAILABLE);
        }
        if (inside) {
            return new SendOut();
        }
        return new Refuse(
                origin instanceof Origin.Collected ? Refusal.COLLECTED_TO_OUTSIDE : Refusal.OUTSIDE_TO_OUTSIDE);
    }
}
