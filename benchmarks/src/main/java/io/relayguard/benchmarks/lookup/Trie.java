package io.relayguard.benchmarks.lookup;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Longs;
import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressTrie;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.IpNetwork;
import java.util.List;

/**
 * The tries of com.github.seancfoley:ipaddress, one for each family, used in the way that is cheapest for them.
 *
 * <p>Addresses are made from numbers, which leaves no text in memory as parsing would, and of the questions that a trie
 * answers the cheapest is asked that tells inside from outside.
 */
record Trie(IPv4AddressTrie ipv4, IPv6AddressTrie ipv6) {
    static final Trie EMPTY = of(List.of());

    static Trie of(List<IpNetwork> networks) {
        Trie trie = new Trie(new IPv4AddressTrie(), new IPv6AddressTrie());
        networks.forEach(trie::add);
        return trie;
    }

    private void add(IpNetwork network) {
        IPAddress block = address(network.first()).toPrefixBlock(network.prefix());
        if (block instanceof IPv4Address ofIpv4) {
            ipv4.add(ofIpv4);
        } else {
            ipv6.add((IPv6Address) block);
        }
    }

    boolean contains(IPAddress address) {
        return address instanceof IPv4Address ofIpv4
                ? ipv4.elementContains(ofIpv4)
                : ipv6.elementContains((IPv6Address) address);
    }

    /** The same address in the trie's type. */
    static IPAddress address(IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> new IPv4Address((int) address.low());
            case IPV6 ->
                new IPv6Address(Bytes.concat(Longs.toByteArray(address.high()), Longs.toByteArray(address.low())));
        };
    }
}
