package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.net.IpAddress;
import java.time.Duration;
import java.util.stream.Stream;

/** What DNS says in tests. */
final class Replies {
    static final Duration TTL = Duration.ofMinutes(5);
    static final DnsReply NOTHING = new DnsReply.Nothing(TTL);

    private Replies() {}

    static DnsReply addresses(String... literals) {
        return addresses(TTL, literals);
    }

    static DnsReply addresses(Duration ttl, String... literals) {
        return new DnsReply.Addresses(
                Stream.of(literals)
                        .map(literal -> IpAddress.parse(literal).orElseThrow())
                        .toList(),
                ttl);
    }

    static DnsReply failed(Silence why) {
        return new DnsReply.Failed(why);
    }
}
