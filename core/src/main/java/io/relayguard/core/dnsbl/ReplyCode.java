package io.relayguard.core.dnsbl;

import io.relayguard.core.net.IpAddress;
import java.util.Optional;

/** An address in 127.0.0.0/8 that a zone answered with: which kind of listing it is (RFC 5782 section 2.1). */
public record ReplyCode(int bits) {
    private static final int LOOPBACK = 127;
    private static final int OPERATOR = 0x7fff_ff00;

    public ReplyCode {
        if (bits >>> 24 != LOOPBACK) {
            throw new IllegalArgumentException("not in 127.0.0.0/8: " + Integer.toHexString(bits));
        }
    }

    /** Empty for an address outside 127.0.0.0/8, which is no answer of a list. */
    public static Optional<ReplyCode> of(IpAddress address) {
        return address.family() == IpAddress.Family.IPV4 && address.low() >>> 24 == LOOPBACK
                ? Optional.of(new ReplyCode((int) address.low()))
                : Optional.empty();
    }

    /** The octet of this number, from 0 to 3. */
    int octet(int number) {
        return bits >>> (24 - 8 * number) & 0xff;
    }

    /** If it lies in 127.255.255.0/24, by which operators say that something is wrong with the question. */
    boolean isOperatorsError() {
        return (bits & 0xffff_ff00) == OPERATOR;
    }

    @Override
    public String toString() {
        return octet(0) + "." + octet(1) + "." + octet(2) + "." + octet(3);
    }
}
