package io.relayguard.core.net;

import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address, compared bit by bit.
 *
 * <p>The IPv4-mapped form {@code ::ffff:a.b.c.d} is the IPv4 address (RFC 4291 section 2.5.5.2), so a client is the
 * same client whichever socket it came in by. An IPv4 address stands in the lowest 32 bits of {@code low}.
 */
public record IpAddress(Family family, long high, long low) {
    private static final long MAPPED = 0xffff;

    /** The two families, each with its width in bits. */
    public enum Family {
        IPV4(32),
        IPV6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        public int bits() {
            return bits;
        }
    }

    public IpAddress {
        boolean fits = switch (family) {
            case IPV4 -> high == 0 && low >>> 32 == 0;
            case IPV6 -> high != 0 || low >>> 32 != MAPPED;
        };
        if (!fits) {
            throw new IllegalArgumentException(
                    "not an " + family + " address: " + Long.toHexString(high) + " " + Long.toHexString(low));
        }
    }

    /**
     * Reads an address literal; empty for anything else. A name is never looked up.
     *
     * <p>Guava would take digits of other scripts and zones; neither is an address literal here.
     */
    public static Optional<IpAddress> parse(String literal) {
        return literal.indexOf('%') < 0
                        && CharMatcher.ascii().matchesAllOf(literal)
                        && InetAddresses.isInetAddress(literal)
                ? Optional.of(of(InetAddresses.forString(literal)))
                : Optional.empty();
    }

    /** The address of a socket; a zone such as {@code %eth0} does not count. */
    public static IpAddress of(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            return new IpAddress(
                    Family.IPV4,
                    0,
                    Integer.toUnsignedLong(ByteBuffer.wrap(octets).getInt()));
        }
        long high = ByteBuffer.wrap(octets).getLong();
        long low = ByteBuffer.wrap(octets).getLong(8);
        return high == 0 && low >>> 32 == MAPPED
                ? new IpAddress(Family.IPV4, 0, low & 0xffff_ffffL)
                : new IpAddress(Family.IPV6, high, low);
    }

    /** A dotted quad, or the one form of RFC 5952. */
    @Override
    public String toString() {
        return InetAddresses.toAddrString(
                switch (family) {
                    case IPV4 -> InetAddresses.fromInteger((int) low);
                    case IPV6 ->
                        InetAddresses.fromIPv6BigInteger(new BigInteger(
                                1,
                                ByteBuffer.allocate(16)
                                        .putLong(high)
                                        .putLong(low)
                                        .array()));
                });
    }
}
