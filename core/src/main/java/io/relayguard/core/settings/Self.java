package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import java.util.Set;

/** {@code <self>}: the addresses and names that this server is known by outside, beyond those that it has itself. */
public record Self(Set<IpAddress> addresses, Set<DomainName> names) {
    public static final Self UNNAMED = new Self(Set.of(), Set.of());

    public Self {
        addresses = Set.copyOf(addresses);
        names = Set.copyOf(names);
    }
}
