package io.relayguard.core.dnsbl;

import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;

/**
 * Addresses that no list on the Internet can know anything of: private, loopback, link-local, documentation, multicast
 * ones, and whatever else the special-purpose registries of IANA (RFC 6890) keep from being anybody's.
 *
 * <p>Of IPv6 only 2000::/3 is handed out.
 */
public final class Unlisted {
    private static final NetworkSet NETWORKS = networks("0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8,"
            + " 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24, 192.168.0.0/16, 198.18.0.0/15,"
            + " 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/3, ::/0, !2000::/3, 2001:2::/48, 2001:db8::/32, 3fff::/20");

    private Unlisted() {}

    public static boolean contains(IpAddress address) {
        return NETWORKS.contains(address);
    }

    private static NetworkSet networks(String list) {
        try {
            return NetworkSet.parse("unlisted", list);
        } catch (InvalidNetworks impossible) {
            throw new AssertionError(impossible);
        }
    }
}
