package io.relayguard.relaytest;

import io.relayguard.core.net.IpAddress;

/** How the server is reached: over which of its addresses, and whether behind STARTTLS. */
public record Channel(IpAddress address, boolean tls) {
    /** The word that the table uses. */
    public String label() {
        return family() + (tls ? "+tls" : "");
    }

    /** {@code ipv4} or {@code ipv6}. */
    public String family() {
        return switch (address.family()) {
            case IPV4 -> "ipv4";
            case IPV6 -> "ipv6";
        };
    }
}
