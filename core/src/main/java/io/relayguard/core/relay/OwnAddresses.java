package io.relayguard.core.relay;

import io.relayguard.core.net.IpAddress;

/** Port: the addresses of this very server, those of its interfaces and those that it is known by outside. */
@FunctionalInterface
public interface OwnAddresses {
    boolean contains(IpAddress address);
}
