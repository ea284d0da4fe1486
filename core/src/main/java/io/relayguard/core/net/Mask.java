package io.relayguard.core.net;

/** The bits of an address that a prefix fixes. */
record Mask(long high, long low) {
    static Mask of(IpAddress.Family family, int prefix) {
        int bits = prefix + 128 - family.bits();
        return new Mask(ones(bits), ones(bits - 64));
    }

    private static long ones(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    }
}
