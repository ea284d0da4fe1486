package io.relayguard.core.net;

/**
 * Finds the last entry that begins at or before an address.
 *
 * <p>The space from the lowest first address to the highest one is cut into equal buckets, one or two for each entry,
 * and the index knows which entries begin in each. Where entries are spread evenly, a question looks at one or two of
 * them; where they crowd in few buckets, the rest is a binary search, so the worst list costs no more than one without
 * an index.
 */
final class FirstAddressIndex {
    private final Entries entries;
    private final Buckets buckets;

    /** The first entry that begins in a bucket or in one behind it, by bucket; behind the last the number of entries. */
    private final Starts starts;

    private FirstAddressIndex(Entries entries, Buckets buckets, Starts starts) {
        this.entries = entries;
        this.buckets = buckets;
        this.starts = starts;
    }

    /** The entries are in order. */
    static FirstAddressIndex over(Entries entries) {
        Buckets buckets = buckets(entries);
        int[] starts = new int[buckets.last() + 2];
        int bucket = 0;
        for (int entry = 0; entry < entries.size(); entry++) {
            int entered = buckets.of(entries.high(entry), entries.low(entry));
            while (bucket < entered) {
                starts[++bucket] = entry;
            }
        }
        starts[buckets.last() + 1] = entries.size();
        return new FirstAddressIndex(entries, buckets, Starts.of(starts));
    }

    private static Buckets buckets(Entries entries) {
        int last = entries.size() - 1;
        return last < 0
                ? Buckets.ONE
                : Buckets.between(
                        entries.high(0), entries.low(0), entries.high(last), entries.low(last), entries.size());
    }

    int lastAtOrBefore(long high, long low) {
        if (entries.size() == 0 || entries.compareFirst(0, high, low) > 0) {
            return Entries.NONE;
        }
        int bucket = buckets.of(high, low);
        int from = starts.at(bucket);
        int to = starts.at(bucket + 1);
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (entries.compareFirst(middle, high, low) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }
}
