package io.relayguard.relaytest;

import io.relayguard.core.net.IpAddress;

/** Which of the server's addresses are tried. */
public enum Families {
    BOTH,
    IPV4_ONLY,
    IPV6_ONLY;

    boolean includes(IpAddress address) {
        return switch (this) {
            case BOTH -> true;
            case IPV4_ONLY -> address.family() == IpAddress.Family.IPV4;
            case IPV6_ONLY -> address.family() == IpAddress.Family.IPV6;
        };
    }
}
