package io.relayguard.core.relay;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The server of these tests: its networks, domains and addresses, and who writes to it. */
final class World {
    static final Set<String> LOCAL =
            Set.of("example.com", "mail.example.com", "both.example", "198.51.100.2", "2001:db8:a::2");
    static final Set<String> RELAY = Set.of("example.org", "both.example", "xn--exmple-cua.org");
    static final Set<String> OWN_ADDRESSES = Set.of("198.51.100.2", "198.51.100.3", "2001:db8:a::2", "2001:db8:a::3");

    static final LocalDomains ANSWERING = LOCAL::contains;
    static final LocalDomains SILENT = domain -> {
        throw new LocalDomains.Unavailable(new IllegalStateException("down"));
    };

    private static final Networks NETWORKS = new Networks(
            networks("networks/internal", "10.0.0.0/8, fd00::/8, !10.9.9.0/24, !fd00:9::/32"),
            networks("networks/gateways", "10.0.0.1, fd00::1"));

    private World() {}

    static RelayPolicy policy() {
        return policy(RelayRules.DEFAULT);
    }

    static RelayPolicy policy(RelayRules rules) {
        return policy(rules, ANSWERING);
    }

    static RelayPolicy policy(RelayRules rules, LocalDomains localDomains) {
        return new RelayPolicy(
                rules,
                NETWORKS,
                RelayDomains.of(RELAY.stream().map(World::relayDomain).toList()),
                localDomains,
                address -> OWN_ADDRESSES.contains(address.toString()));
    }

    static RelayRules rules(Role... roles) {
        return new RelayRules(new Roles(Set.of(roles)), ForgedSenders.ACCEPT, Enforcement.WHOLE);
    }

    private static RelayDomain relayDomain(String name) {
        return new RelayDomain(new DomainName(name), List.of(new Primary.Mx()), "domain " + name);
    }

    private static NetworkSet networks(String source, String text) {
        try {
            return NetworkSet.parse(source, text);
        } catch (InvalidNetworks wrong) {
            throw new AssertionError(wrong);
        }
    }

    static Origin client(String address) {
        return new Origin.Client(IpAddress.parse(address).orElseThrow());
    }

    static List<Origin> clients(String... addresses) {
        return Arrays.stream(addresses).map(World::client).toList();
    }

    static Recipient to(String path) {
        return Recipient.parse(path);
    }

    static ReversePath from(String path) {
        return ReversePath.parse(path);
    }

    /** The verdict in a word: where the mail goes, the code of the rule that refuses, or 451. */
    static String word(Verdict verdict) {
        return verdict.match(new Verdict.Cases<>() {
            @Override
            public String deliverHere() {
                return "here";
            }

            @Override
            public String keepForPrimary(RelayDomain domain) {
                return "keep";
            }

            @Override
            public String sendOut() {
                return "out";
            }

            @Override
            public String refuse(Rule why) {
                return switch (why) {
                    case HIDDEN_ADDRESS -> "hidden";
                    case FORGED_SENDER -> "forged";
                    case OUTSIDE_TO_OUTSIDE -> "oo";
                    case COLLECTED_TO_OUTSIDE -> "co";
                    case UNTRACED_TO_OUTSIDE -> "uo";
                    case ADDRESS_NOT_SERVED -> "none";
                    case NOT_OUR_ROLE -> "role";
                };
            }

            @Override
            public String notNow(Verdict.Postponement why) {
                return why == Verdict.Postponement.DOMAINS_UNAVAILABLE ? "451" : why.code();
            }
        });
    }
}
