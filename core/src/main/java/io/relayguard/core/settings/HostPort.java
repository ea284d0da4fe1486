package io.relayguard.core.settings;

import io.relayguard.core.net.IpAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}; whether the host is one is not judged here. */
record HostPort(String host, Optional<Integer> port) {
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:(?<name>[^\\[\\]:]+)|\\[(?<ipv6>[^\\[\\]]+)])(?::(?<port>[1-9][0-9]{0,4}))?");

    static Optional<HostPort> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<Integer> port = Optional.ofNullable(form.group("port")).map(Integer::valueOf);
        return Optional.ofNullable(form.group("name"))
                .or(() -> Optional.ofNullable(form.group("ipv6")).filter(HostPort::isIpv6))
                .filter(host -> port.isEmpty() || port.get() <= HIGHEST_PORT)
                .map(host -> new HostPort(host, port));
    }

    private static boolean isIpv6(String host) {
        return host.indexOf(':') >= 0 && IpAddress.parse(host).isPresent();
    }
}
