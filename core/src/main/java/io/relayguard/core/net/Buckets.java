package io.relayguard.core.net;

/**
 * The addresses from a lowest one on, cut into equal buckets of 2 to the power of {@code shift} addresses.
 *
 * @param last the number of the last bucket, which also takes all that lies behind it
 */
record Buckets(long lowestHigh, long lowestLow, int shift, int last) {
    /** All addresses in one. */
    static final Buckets ONE = new Buckets(0, 0, 0, 0);

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /** From half as many as are wanted to twice as many, the highest address in the last one. */
    static Buckets between(long lowestHigh, long lowestLow, long highestHigh, long highestLow, int wanted) {
        Buckets narrowest = new Buckets(lowestHigh, lowestLow, 0, NO_LIMIT);
        int excess =
                bits(narrowest.distanceHigh(highestHigh, highestLow), highestLow - lowestLow) - bits(0, wanted - 1);
        Buckets wide = new Buckets(lowestHigh, lowestLow, Math.max(0, excess), NO_LIMIT);
        return new Buckets(lowestHigh, lowestLow, wide.shift, wide.of(highestHigh, highestLow));
    }

    private static int bits(long high, long low) {
        return high == 0 ? 64 - Long.numberOfLeadingZeros(low) : 128 - Long.numberOfLeadingZeros(high);
    }

    /** The bucket of an address that is not below the lowest one. */
    int of(long high, long low) {
        long distanceHigh = distanceHigh(high, low);
        long distanceLow = low - lowestLow;
        if (shift >= 64) {
            return capped(distanceHigh >>> (shift - 64));
        }
        boolean beyond = distanceHigh >>> shift != 0;
        return beyond ? last : capped(distanceHigh << 1 << (63 - shift) | distanceLow >>> shift);
    }

    private int capped(long bucket) {
        return Long.compareUnsigned(bucket, last) < 0 ? (int) bucket : last;
    }

    /** The upper half of a subtraction of 128 bits, with the borrow from the lower half. */
    private long distanceHigh(long high, long low) {
        return high - lowestHigh - (Long.compareUnsigned(low, lowestLow) < 0 ? 1 : 0);
    }
}
