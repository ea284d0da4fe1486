package io.relayguard.core.net;

/**
 * Who decides for each address of one family: disjoint ranges in order, each from its start to the next one's.
 *
 * <p>Nested networks are cut into ranges beforehand, so a question is one binary search, however deep they nest.
 */
final class Ranges {
    /** The owner of a range that no network covers. */
    static final int NOBODY = -1;

    private final long[] high;
    private final long[] low;
    private final int[] owners;

    /** Takes over the arrays; the starts ascend as unsigned numbers. */
    Ranges(long[] high, long[] low, int[] owners) {
        this.high = high;
        this.low = low;
        this.owners = owners;
    }

    int ownerOf(IpAddress address) {
        int from = 0;
        int to = owners.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(high[middle], low[middle], address.high(), address.low()) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from == 0 ? NOBODY : owners[from - 1];
    }

    /** Two numbers of 128 bits without a sign. */
    static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }
}
