package io.relayguard.core.dnsbl;

import io.relayguard.core.net.IpAddress;

/** An address as lists have it: the octets of IPv4, the nibbles of IPv6, the last one first (RFC 5782 section 2.1, 2.4). */
final class ReverseName {
    private static final int HALF = 64;
    private static final int NIBBLE = 4;
    private static final int OCTET = 8;

    private ReverseName() {}

    static String of(IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> octets(address.low());
            case IPV6 -> nibbles(address.high(), address.low());
        };
    }

    private static String octets(long address) {
        StringBuilder name = new StringBuilder();
        for (int shift = 0; shift < 4 * OCTET; shift += OCTET) {
            name.append(shift == 0 ? "" : ".").append(address >>> shift & 0xff);
        }
        return name.toString();
    }

    /** Sixteen of each half. */
    static String nibbles(long high, long low) {
        StringBuilder name = new StringBuilder();
        append(name, low);
        append(name, high);
        return name.substring(1);
    }

    private static void append(StringBuilder name, long half) {
        for (int shift = 0; shift < HALF; shift += NIBBLE) {
            name.append('.').append(Character.forDigit((int) (half >>> shift & 0xf), 16));
        }
    }
}
