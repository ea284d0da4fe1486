package io.relayguard.core.net;

/**
 * One family's networks, and which of them decides for an address: the most specific one that holds it.
 *
 * <p>Two networks nest or are apart. So in the order of first addresses, the larger network first, the answer is the
 * last network that begins at or before the address, or the nearest one around that which holds the address: what
 * begins earlier and is not around it ended before it began. Each network knows the next one around it. From the inside
 * out that is one step for each level of nesting, 32 or 128 at most, and one or two in a list that people wrote.
 */
final class NestedNetworks {
    /** Who decides for an address that no network holds. */
    static final int NOBODY = Entries.NONE;

    private final Entries entries;
    private final FirstAddressIndex index;

    /** The entries are in order, each network once, and nobody else's from now on. */
    NestedNetworks(Entries entries) {
        this.entries = entries;
        this.index = FirstAddressIndex.over(entries);
        for (int entry = 0; entry < entries.size(); entry++) {
            entries.setAround(entry, outwards(entry - 1, entries.high(entry), entries.low(entry)));
        }
    }

    int deciding(long high, long low) {
        return outwards(index.lastAtOrBefore(high, low), high, low);
    }

    /** The entry itself or the nearest around it that holds the address. */
    private int outwards(int entry, long high, long low) {
        int candidate = entry;
        while (candidate != NOBODY && !entries.holds(candidate, high, low)) {
            candidate = entries.around(candidate);
        }
        return candidate;
    }

    Entries entries() {
        return entries;
    }
}
