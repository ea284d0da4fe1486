package io.relayguard.core.relay;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.MailHost;
import io.relayguard.core.address.Recipient;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rules, in the order in which they are asked; {@link #code()} is the stable {@code reason=} of the log line.
 *
 * <p>What hides a second address comes first, even at our own domains, lest the server behind us be made the relay; then
 * whatever else would lead outside; and then what only concerns mail to ourselves, or of our own people.
 */
public enum Rule {
    /** An outsider's recipient whose local part may be read as a route to somewhere else. */
    HIDDEN_ADDRESS("hidden-address", true, "outsiders may not write %, ! or @ in a local part") {
        @Override
        boolean forbids(Case asked) {
            return !asked.isInside() && asked.recipient().hidesAnotherAddress();
        }
    },

    /** From a stranger to somewhere else: never. */
    OUTSIDE_TO_OUTSIDE("outside-to-outside", true, "never outside to outside") {
        @Override
        boolean forbids(Case asked) throws LocalDomains.Unavailable {
            return asked.origin() instanceof Origin.Client && !asked.isInside() && asked.isForeign();
        }
    },

    /** From a mailbox elsewhere to somewhere else: never. */
    COLLECTED_TO_OUTSIDE("collected-to-outside", true, "collected mail never goes out again") {
        @Override
        boolean forbids(Case asked) throws LocalDomains.Unavailable {
            return asked.origin() instanceof Origin.Collected && asked.isForeign();
        }
    },

    /** From nobody that James knows of to somewhere else: never. */
    UNTRACED_TO_OUTSIDE("untraced-to-outside", true, "mail of unknown origin never goes out") {
        @Override
        boolean forbids(Case asked) throws LocalDomains.Unavailable {
            return asked.origin() instanceof Origin.Untraced && asked.isForeign();
        }
    },

    /** A stranger's MAIL FROM in one of our domains, where the configuration does not let that pass. */
    FORGED_SENDER("forged-sender", false, "strangers may not use a sender of ours") {
        @Override
        boolean forbids(Case asked) throws LocalDomains.Unavailable {
            return asked.origin() instanceof Origin.Client
                    && !asked.isInside()
                    && asked.policy().rules().forgedSenders().refuseAny()
                    && asked.reversePath().host() instanceof MailHost.Named sender
                    && isOurs(asked, sender.name());
        }

        private boolean isOurs(Case asked, DomainName sender) throws LocalDomains.Unavailable {
            RelayPolicy policy = asked.policy();
            return policy.rules().forgedSenders().refuse(sender)
                    && (policy.relayDomains().find(sender).isPresent()
                            || policy.localDomains().contains(sender.value()));
        }

        /** Nothing is asked again: a sender of ours that is no relay domain's is James's. */
        @Override
        String reason(Case asked) {
            MailHost sender = asked.reversePath().host();
            Destination whose = asked.policy()
                    .relayDomain(Recipient.parse(asked.reversePath().address()))
                    .<Destination>map(Destination.Relay::new)
                    .orElseGet(() -> new Destination.Local(sender));
            return meaning() + ", and " + whose;
        }
    },

    /** To an address literal that is this server, and that James has no mailboxes for. */
    ADDRESS_NOT_SERVED("address-not-served", false, "James's list of domains does not have this server's address") {
        @Override
        boolean forbids(Case asked) throws LocalDomains.Unavailable {
            return asked.destination() instanceof Destination.OwnAddress;
        }
    },

    /** A way that none of the named roles permits. */
    NOT_OUR_ROLE("not-our-role", false, "no <role> permits it") {
        @Override
        boolean forbids(Case asked) throws LocalDomains.Unavailable {
            Optional<Permit> needed = asked.needed();
            return needed.isPresent() && !asked.policy().rules().roles().permit(needed.get());
        }

        @Override
        String reason(Case asked) {
            return meaning() + ": " + asked.policy().rules().roles();
        }
    };

    private final String code;
    private final boolean guardsTheOutside;
    private final String meaning;

    Rule(String code, boolean guardsTheOutside, String meaning) {
        this.code = code;
        this.guardsTheOutside = guardsTheOutside;
        this.meaning = meaning;
    }

    /** The rule of this code. */
    public static Optional<Rule> ofCode(String code) {
        return Arrays.stream(values()).filter(rule -> rule.code.equals(code)).findAny();
    }

    public String code() {
        return code;
    }

    /** If without it an outsider could send out: then it is enforced in observe mode too. */
    public boolean guardsTheOutside() {
        return guardsTheOutside;
    }

    /** What it says, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** What it says about mail that it forbids, with the entry that decided where that is not the recipient's. */
    String reason(Case asked) {
        return meaning;
    }

    abstract boolean forbids(Case asked) throws LocalDomains.Unavailable;
}
