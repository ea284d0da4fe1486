package io.relayguard.core.relay;

import io.relayguard.core.address.MailHost;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.relay.Verdict.NotNow;
import io.relayguard.core.relay.Verdict.Postponement;
import io.relayguard.core.relay.Verdict.Refuse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * May this message, from this origin, go to this recipient? Inside to outside and outside to inside: yes; outside to
 * outside: never.
 *
 * <p>The {@linkplain Rule rules} are asked in their order, and the first one that is enforced and forbids has the last
 * word. A relay domain counts before a local one of the same name, because the administrator wrote it into our own file;
 * what is neither is outside. Immutable: a new configuration is a new policy.
 */
public record RelayPolicy(
        RelayRules rules,
        Networks networks,
        RelayDomains relayDomains,
        LocalDomains localDomains,
        OwnAddresses ownAddresses) {
    private static final Rule[] IN_ORDER = Rule.values();

    /**
     * Judges one recipient.
     *
     * @param reversePath a sender's address proves nothing: it may make things worse for a stranger, never better
     */
    public Decision decide(Origin origin, ReversePath reversePath, Recipient recipient) {
        Case asked = new Case(this, origin, reversePath, recipient);
        List<Rule> observed = new ArrayList<>(0);
        return new Decision(judge(asked, observed), observed, asked);
    }

    private Verdict judge(Case asked, List<Rule> observed) {
        try {
            for (Rule rule : IN_ORDER) {
                boolean enforced = rules.enforcement().enforces(rule);
                if (!forbids(rule, asked, enforced)) {
                    continue;
                }
                if (enforced) {
                    return new Refuse(rule);
                }
                observed.add(rule);
            }
            return asked.destination().allowed();
        } catch (LocalDomains.Unavailable silence) {
            return new NotNow(Postponement.DOMAINS_UNAVAILABLE);
        }
    }

    /** A rule that only observes puts no mail off: where it cannot find out, it has nothing to say. */
    private static boolean forbids(Rule rule, Case asked, boolean enforced) throws LocalDomains.Unavailable {
        try {
            return rule.forbids(asked);
        } catch (LocalDomains.Unavailable silence) {
            if (enforced) {
                throw silence;
            }
            return false;
        }
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
        return isLocal(recipient.host());
    }

    Destination destination(Recipient recipient) throws LocalDomains.Unavailable {
        MailHost host = recipient.host();
        if (host instanceof MailHost.Named named) {
            Optional<RelayDomain> relayDomain = relayDomains.find(named.name());
            if (relayDomain.isPresent()) {
                return new Destination.Relay(relayDomain.get());
            }
        }
        if (isLocal(host)) {
            return new Destination.Local(host);
        }
        return host instanceof MailHost.Literal literal && ownAddresses.contains(literal.address())
                ? new Destination.OwnAddress(host)
                : new Destination.Foreign(host);
    }

    /** James lists addresses without brackets. */
    private boolean isLocal(MailHost host) throws LocalDomains.Unavailable {
        return localDomains.contains(
                host instanceof MailHost.Literal literal ? literal.address().toString() : host.toString());
    }
}
