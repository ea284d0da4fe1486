package io.relayguard.relaytest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds a host's addresses of both families. */
@FunctionalInterface
public interface Resolver {
    /** As the system does it. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> addresses(String host) throws UnknownHostException;
}
