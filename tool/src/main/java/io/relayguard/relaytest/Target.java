package io.relayguard.relaytest;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server to test: {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port}, or a bare address.
 *
 * @param host a name or an address, without brackets
 */
public record Target(String host, int port) {
    private static final int SMTP = 25;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<ipv6>[^\\[\\]]+)]|(?<name>[^\\[\\]:]+))(?::(?<port>[1-9][0-9]{0,4}))?");

    /** Empty for anything that is neither a name nor an address. */
    public static Optional<Target> parse(String text) {
        if (IpAddress.parse(text).isPresent()) {
            return Optional.of(new Target(text, SMTP));
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port =
                Optional.ofNullable(form.group("port")).map(Integer::parseInt).orElse(SMTP);
        return host(form).filter(host -> port <= HIGHEST_PORT).map(host -> new Target(host, port));
    }

    private static Optional<String> host(Matcher form) {
        return Optional.ofNullable(form.group("ipv6"))
                .filter(literal -> literal.indexOf(':') >= 0 && isAddress(literal))
                .or(() -> Optional.ofNullable(form.group("name")).filter(name -> isAddress(name) || isName(name)));
    }

    private static boolean isAddress(String text) {
        return IpAddress.parse(text).isPresent();
    }

    private static boolean isName(String text) {
        return DomainName.parse(text).isPresent();
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
