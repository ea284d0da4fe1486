package io.relayguard.core.settings;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.settings.DnsSettings.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code <dns>}: addresses only, since it takes a resolver to find a name. */
final class DnsParser {
    private static final ValueForm<Server> SERVER = new ValueForm<>(
            "an address with or without a port, such as 192.0.2.53, 127.0.0.1:5353 or [2001:db8::53]:5353",
            DnsParser::server);

    private DnsParser() {}

    static DnsSettings read(ElementReader dns) {
        dns.only(List.of(), List.of("server"));
        List<Server> servers = new ArrayList<>();
        dns.each("server", element -> {
            Optional<Server> server = element.text(SERVER);
            server.ifPresent(good -> add(servers, element, good));
            return server;
        });
        return new DnsSettings(servers);
    }

    private static void add(List<Server> servers, ElementReader element, Server server) {
        if (servers.contains(server)) {
            element.problem("each server once");
        } else {
            servers.add(server);
        }
    }

    private static Optional<Server> server(String text) {
        return IpAddress.parse(text)
                .map(address -> new Server(address, Server.DEFAULT_PORT))
                .or(() -> HostPort.parse(text).flatMap(DnsParser::server));
    }

    private static Optional<Server> server(HostPort given) {
        return IpAddress.parse(given.host())
                .map(address -> new Server(address, given.port().orElse(Server.DEFAULT_PORT)));
    }
}
