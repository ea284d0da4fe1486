package io.relayguard.core.dnsbl;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import java.util.Optional;

/** Whom a zone is asked about. */
public sealed interface Subject {
    int LONGEST_NAME = 253;

    Kind kind();

    /** The name below the zone: what stands before its dot. */
    String label();

    /** The address or the name, as people write it. */
    String shown();

    /** A client, by its address. */
    record Client(IpAddress address) implements Subject {
        @Override
        public Kind kind() {
            return Kind.CLIENT;
        }

        @Override
        public String shown() {
            return address.toString();
        }

        @Override
        public String label() {
            return ReverseName.of(address);
        }
    }

    /** The domain of a sender. */
    record Sender(DomainName domain) implements Subject {
        @Override
        public Kind kind() {
            return Kind.SENDER;
        }

        @Override
        public String shown() {
            return domain.value();
        }

        @Override
        public String label() {
            return domain.value();
        }
    }

    /** The name by which a client greets. */
    record Helo(DomainName name) implements Subject {
        @Override
        public Kind kind() {
            return Kind.HELO;
        }

        @Override
        public String shown() {
            return name.value();
        }

        @Override
        public String label() {
            return name.value();
        }
    }

    /** The absolute name to ask for, dot at the end included; empty where it is longer than DNS has room for. */
    default Optional<String> nameIn(ZoneName zone) {
        String name = label() + "." + zone.secret().value();
        return name.length() <= LONGEST_NAME ? Optional.of(name + ".") : Optional.empty();
    }
}
