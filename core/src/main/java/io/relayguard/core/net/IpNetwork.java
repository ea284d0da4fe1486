package io.relayguard.core.net;

/**
 * All addresses whose first {@code prefix} bits are those of {@code first}; its other bits are zero.
 *
 * <p>An IPv4 network holds IPv4 addresses only, and an IPv6 network IPv6 addresses only: {@code ::/0} is not everybody.
 */
public record IpNetwork(IpAddress first, int prefix) {
    public IpNetwork {
        if (prefix < 0
                || prefix > first.family().bits()
                || !masked(first, prefix).equals(first)) {
            throw new IllegalArgumentException("not a network: " + first + "/" + prefix);
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, {@code ::ffff:10.0.0.0/104} (which is 10.0.0.0/8), or a single
     * address.
     *
     * @throws NotANetwork for anything else, host names and bits beyond the prefix among it; nothing is looked up
     */
    public static IpNetwork parse(String text) throws NotANetwork {
        return NetworkLiteral.read(text);
    }

    /** The network of this size that holds the address. */
    public static IpNetwork around(IpAddress address, int prefix) {
        return new IpNetwork(masked(address, prefix), prefix);
    }

    public boolean contains(IpAddress address) {
        Mask mask = Mask.of(first.family(), prefix);
        return address.family() == first.family()
                && ((address.high() ^ first.high()) & mask.high()) == 0
                && ((address.low() ^ first.low()) & mask.low()) == 0;
    }

    private static IpAddress masked(IpAddress address, int prefix) {
        Mask mask = Mask.of(address.family(), prefix);
        return new IpAddress(address.family(), address.high() & mask.high(), address.low() & mask.low());
    }

    /** {@code 10.0.0.0/8}; a single address without its prefix. */
    @Override
    public String toString() {
        return prefix == first.family().bits() ? first.toString() : first + "/" + prefix;
    }
}
