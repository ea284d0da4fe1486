package io.relayguard.core.settings;

import io.relayguard.core.net.IpAddress;
import java.util.List;

/** {@code <dns>}: the resolvers to ask, in order; none means the system's own. */
public record DnsSettings(List<Server> servers) {
    public static final DnsSettings SYSTEM = new DnsSettings(List.of());

    public DnsSettings {
        servers = List.copyOf(servers);
    }

    /** {@code <server>address[:port]</server>}; an IPv6 address with a port stands in brackets. */
    public record Server(IpAddress address, int port) {
        public static final int DEFAULT_PORT = 53;
    }
}
