package io.relayguard.fuzz;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A network as a number and a length, judged by shifting. */
record PlainNetwork(PlainAddress first, int prefix) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    static Optional<PlainNetwork> read(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return PlainAddress.read(text).map(address -> new PlainNetwork(address, address.width()));
        }
        String literal = text.substring(0, slash);
        String length = text.substring(slash + 1);
        return LENGTH.matcher(length).matches()
                ? PlainAddress.read(literal).flatMap(first -> network(first, literal, Integer.parseInt(length)))
                : Optional.empty();
    }

    /** An IPv4-mapped network counts its bits from those of IPv6. */
    private static Optional<PlainNetwork> network(PlainAddress first, String literal, int length) {
        int prefix = first.ipv4() && literal.indexOf(':') >= 0 ? length - 96 : length;
        return Optional.of(new PlainNetwork(first, prefix)).filter(PlainNetwork::isOne);
    }

    private boolean isOne() {
        return prefix >= 0 && prefix <= first.width() && start().equals(first.bits());
    }

    private int rest() {
        return first.width() - prefix;
    }

    private BigInteger start() {
        return first.bits().shiftRight(rest()).shiftLeft(rest());
    }

    private BigInteger end() {
        return start().add(BigInteger.ONE.shiftLeft(rest())).subtract(BigInteger.ONE);
    }

    boolean covers(PlainAddress address) {
        return first.ipv4() == address.ipv4()
                && address.bits().shiftRight(rest()).equals(first.bits().shiftRight(rest()));
    }

    /** The first and the last address, and their neighbours outside. */
    Stream<PlainAddress> edges() {
        BigInteger one = BigInteger.ONE;
        return Stream.of(start(), end(), start().subtract(one), end().add(one))
                .flatMap(bits -> PlainAddress.of(first.ipv4(), bits).stream());
    }
}
