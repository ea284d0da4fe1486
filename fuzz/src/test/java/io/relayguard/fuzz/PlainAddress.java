package io.relayguard.fuzz;

import io.relayguard.core.net.IpAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An address as a number, read by RFC 4291 section 2.2; the IPv4-mapped form is the IPv4 address. */
record PlainAddress(boolean ipv4, BigInteger bits) {
    private static final String OCTET = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern QUAD = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    static Optional<PlainAddress> read(String text) {
        if (QUAD.matcher(text).matches()) {
            return of(true, quad(text));
        }
        if (text.indexOf('.') < 0) {
            return groups(text);
        }
        int tail = text.lastIndexOf(':') + 1;
        return tail > 0 && QUAD.matcher(text.substring(tail)).matches()
                ? groups(text.substring(0, tail) + inGroups(quad(text.substring(tail))))
                : Optional.empty();
    }

    private static BigInteger quad(String text) {
        return number(Stream.of(text.split("\\.")).map(octet -> new BigInteger(octet)), 8);
    }

    private static String inGroups(BigInteger quad) {
        return quad.shiftRight(16).toString(16) + ":"
                + quad.and(BigInteger.valueOf(0xffff)).toString(16);
    }

    /** Eight groups, or fewer with one gap. */
    private static Optional<PlainAddress> groups(String text) {
        int gap = text.indexOf("::");
        List<String> left = split(gap < 0 ? text : text.substring(0, gap));
        List<String> right = gap < 0 ? List.of() : split(text.substring(gap + 2));
        int written = left.size() + right.size();
        boolean complete = gap < 0 ? written == GROUPS : written < GROUPS;
        return complete && Stream.of(left, right).flatMap(List::stream).allMatch(PlainAddress::isGroup)
                ? of(false, number(left).shiftLeft(16 * (GROUPS - left.size())).or(number(right)))
                : Optional.empty();
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static boolean isGroup(String text) {
        return GROUP.matcher(text).matches();
    }

    private static BigInteger number(List<String> groups) {
        return number(groups.stream().map(group -> new BigInteger(group, 16)), 16);
    }

    private static BigInteger number(Stream<BigInteger> parts, int width) {
        return parts.reduce(
                BigInteger.ZERO, (high, low) -> high.shiftLeft(width).or(low));
    }

    /** The address of this number in this family; empty if the family has no such number. */
    static Optional<PlainAddress> of(boolean ipv4, BigInteger bits) {
        if (bits.signum() < 0 || bits.bitLength() > (ipv4 ? 32 : 128)) {
            return Optional.empty();
        }
        boolean mapped = !ipv4 && bits.shiftRight(32).equals(BigInteger.valueOf(0xffff));
        return Optional.of(
                mapped ? new PlainAddress(true, bits.mod(BigInteger.ONE.shiftLeft(32))) : new PlainAddress(ipv4, bits));
    }

    static PlainAddress of(IpAddress address) {
        BigInteger high = new BigInteger(Long.toUnsignedString(address.high()));
        BigInteger low = new BigInteger(Long.toUnsignedString(address.low()));
        return new PlainAddress(
                address.family() == IpAddress.Family.IPV4, high.shiftLeft(64).or(low));
    }

    int width() {
        return ipv4 ? 32 : 128;
    }

    /** The same address for the code under test. */
    IpAddress asked() {
        byte[] octets = new byte[width() / 8];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = bits.shiftRight(8 * (octets.length - 1 - i)).byteValue();
        }
        try {
            return IpAddress.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
