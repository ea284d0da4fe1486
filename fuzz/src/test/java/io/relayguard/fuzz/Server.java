package io.relayguard.fuzz;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.relay.Enforcement;
import io.relayguard.core.relay.ForgedSenders;
import io.relayguard.core.relay.LocalDomains;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.core.relay.RelayRules;
import io.relayguard.core.relay.Roles;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The server that strangers write to in these tests, and who writes. */
final class Server {
    static final Set<String> RELAY = Set.of("example.org", "both.example", "xn--exmple-cua.org");
    static final Set<String> NAMES = Stream.concat(
                    RELAY.stream(), Stream.of("example.com", "mail.example.com", "both.example"))
            .collect(Collectors.toSet());

    /** This server; James lists the first two among its domains. */
    static final Set<PlainAddress> ADDRESSES = addresses("198.51.100.2", "2001:db8:a::2", "198.51.100.3");

    static final List<Origin> OUTSIDERS = List.of(
            new Origin.Client(address("203.0.113.9")),
            new Origin.Client(address("10.0.0.1")),
            new Origin.Client(address("127.0.0.1")),
            new Origin.Collected("fetch-bob"),
            new Origin.Untraced());
    static final List<Origin> INSIDERS =
            List.of(new Origin.Client(address("10.1.2.3")), new Origin.User("bob"), new Origin.Ourselves());

    static final LocalDomains ANSWERING =
            Set.of("example.com", "mail.example.com", "both.example", "198.51.100.2", "2001:db8:a::2")::contains;
    static final LocalDomains SILENT = domain -> {
        throw new LocalDomains.Unavailable(new IllegalStateException("down"));
    };

    private Server() {}

    /** Forged senders are refused, or let pass. */
    static RelayPolicy policy(boolean refuseForged, LocalDomains localDomains) {
        ForgedSenders forged = new ForgedSenders(refuseForged, Set.of(), Set.of());
        return new RelayPolicy(
                new RelayRules(Roles.ALL, forged, Enforcement.WHOLE),
                new Networks(networks("10.0.0.0/8"), networks("10.0.0.1")),
                RelayDomains.of(RELAY.stream().map(Server::relayDomain).toList()),
                localDomains,
                address -> ADDRESSES.contains(PlainAddress.of(address)));
    }

    private static RelayDomain relayDomain(String name) {
        return new RelayDomain(new DomainName(name), List.of(new Primary.Mx()), name);
    }

    private static NetworkSet networks(String text) {
        try {
            return NetworkSet.parse("networks", text);
        } catch (InvalidNetworks wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static Set<PlainAddress> addresses(String... texts) {
        return Stream.of(texts)
                .flatMap(text -> PlainAddress.read(text).stream())
                .collect(Collectors.toSet());
    }
}
