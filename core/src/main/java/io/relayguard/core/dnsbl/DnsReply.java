package io.relayguard.core.dnsbl;

import io.relayguard.core.net.IpAddress;
import java.time.Duration;
import java.util.List;

/** What DNS said to one question for addresses, before anybody asks what it means. */
public sealed interface DnsReply {
    /** One answer for each reply, held complete by the compiler (a switch over types needs a newer Java than 17). */
    interface Cases<T> {
        T addresses(List<IpAddress> addresses, Duration keptFor);

        T nothing(Duration keptFor);

        T failed(Silence why);
    }

    <T> T match(Cases<T> cases);

    /** A records, at least one, with the smallest TTL among them. */
    record Addresses(List<IpAddress> addresses, Duration keptFor) implements DnsReply {
        public Addresses {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("no address");
            }
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.addresses(addresses, keptFor);
        }
    }

    /** No such name, or nothing under it; kept for the zone's negative TTL (RFC 2308 section 5). */
    record Nothing(Duration keptFor) implements DnsReply {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.nothing(keptFor);
        }
    }

    /** Nothing that counts. */
    record Failed(Silence why) implements DnsReply {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.failed(why);
        }
    }
}
