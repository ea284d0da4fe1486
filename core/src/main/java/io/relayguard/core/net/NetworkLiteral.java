package io.relayguard.core.net;

import java.util.regex.Pattern;

/** Reads a network as it is written, and says what is wrong with one that is not. */
final class NetworkLiteral {
    private static final String ANY =
            "an address or a network, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 (names are not looked up)";
    private static final String NO_ZONE = "an address without a zone, such as fe80::1";
    private static final String NO_ZEROS = "decimal numbers without leading zeros, such as 10.0.0.1";
    private static final String MIXED =
            "the IPv4 network on its own, such as 10.0.0.0/8 (an IPv4-mapped prefix has at least 96 bits)";

    private static final int MAPPED_BITS = 96;
    private static final Pattern LEADING_ZERO = Pattern.compile("([0-9]+\\.)*0[0-9]+(\\.[0-9]+)*");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    private NetworkLiteral() {}

    static IpNetwork read(String text) throws NotANetwork {
        int slash = text.indexOf('/');
        if (slash < 0) {
            IpAddress address = address(text, text);
            return new IpNetwork(address, address.family().bits());
        }
        return network(text, text.substring(0, slash), text.substring(slash + 1));
    }

    private static IpNetwork network(String text, String literal, String length) throws NotANetwork {
        IpAddress address = address(text, literal);
        boolean mapped = address.family() == IpAddress.Family.IPV4 && literal.indexOf(':') >= 0;
        int skipped = mapped ? MAPPED_BITS : 0;
        int prefix = length(text, length, address.family().bits() + skipped) - skipped;
        if (prefix < 0) {
            throw new NotANetwork(text, MIXED);
        }
        IpNetwork network = IpNetwork.around(address, prefix);
        if (!network.first().equals(address)) {
            throw new NotANetwork(text, network + " (all bits after the prefix are zero)");
        }
        return network;
    }

    private static IpAddress address(String text, String literal) throws NotANetwork {
        return IpAddress.parse(literal).orElseThrow(() -> new NotANetwork(text, expected(literal)));
    }

    private static String expected(String literal) {
        int zone = literal.indexOf('%');
        if (zone > 0 && IpAddress.parse(literal.substring(0, zone)).isPresent()) {
            return NO_ZONE;
        }
        return LEADING_ZERO.matcher(literal).matches() ? NO_ZEROS : ANY;
    }

    private static int length(String text, String length, int most) throws NotANetwork {
        if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > most) {
            String instead = IpAddress.parse(length).isPresent() ? ", not a netmask" : "";
            throw new NotANetwork(text, "a prefix length from 0 to " + most + " after the slash" + instead);
        }
        return Integer.parseInt(length);
    }
}
