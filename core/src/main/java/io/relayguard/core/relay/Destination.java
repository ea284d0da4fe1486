package io.relayguard.core.relay;

import io.relayguard.core.address.MailHost;
import io.relayguard.core.primary.RelayDomain;

/** Whose a recipient is, as far as relaying is concerned. */
sealed interface Destination {
    /** Where its mail goes if no rule minds. */
    Verdict allowed();

    /** Its mail is kept for a primary. */
    record Relay(RelayDomain domain) implements Destination {
        @Override
        public Verdict allowed() {
            return new Verdict.KeepForPrimary(domain);
        }

        @Override
        public String toString() {
            return domain.name() + " is a relay domain (" + domain.source() + ")";
        }
    }

    /** One of James's own domains, or an address that James counts among them. */
    record Local(MailHost host) implements Destination {
        @Override
        public Verdict allowed() {
            return new Verdict.DeliverHere();
        }

        @Override
        public String toString() {
            return host + " is one of James's own domains";
        }
    }

    /** This server, by an address that James does not count among its domains. */
    record OwnAddress(MailHost host) implements Destination {
        @Override
        public Verdict allowed() {
            return new Verdict.DeliverHere();
        }

        @Override
        public String toString() {
            return host + " is this server, and not one of James's own domains";
        }
    }

    /** Somebody else's. */
    record Foreign(MailHost host) implements Destination {
        @Override
        public Verdict allowed() {
            return new Verdict.SendOut();
        }

        @Override
        public String toString() {
            return host instanceof MailHost.Literal
                    ? host + " is an address outside"
                    : "\"" + host + "\" is neither a relay domain nor one of James's own";
        }
    }
}
