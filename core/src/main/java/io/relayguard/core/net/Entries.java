package io.relayguard.core.net;

import java.util.Arrays;

/**
 * One family's entries by number, each a row of bare numbers: 8 bytes for one of IPv4, 20 for one of IPv6.
 *
 * <p>In a list of a million, memory that is not in a cache is what a question waits for. So what it needs to know about
 * an entry stands side by side, in as few bytes as it takes; only the places, which messages ask for, stand elsewhere.
 */
final class Entries {
    /** No entry at all. */
    static final int NONE = -1;

    private static final int PREFIX = 0xff;
    private static final int EXCLUDED = 0x100;
    private static final int MARKS = PREFIX | EXCLUDED;
    private static final int MARK_BITS = Integer.bitCount(MARKS);
    private static final int FURTHEST = -1 >>> MARK_BITS;

    private final IpAddress.Family family;

    /** The first address in one word or four, then one word of marks, and above them how far back the entry around is. */
    private final int[] rows;

    private final int width;
    private final int[] places;
    private final int furthest;

    private Entries(Builder builder) {
        family = builder.family;
        furthest = builder.furthest;
        width = builder.width;
        rows = Arrays.copyOf(builder.rows, builder.size * width);
        places = Arrays.copyOf(builder.places, builder.size);
    }

    int size() {
        return places.length;
    }

    /** The upper half of the first address; all of IPv4 stands in the lower one. */
    long high(int entry) {
        return width == Builder.IPV4_WIDTH ? 0 : twoWords(entry * width);
    }

    long low(int entry) {
        int row = entry * width;
        return width == Builder.IPV4_WIDTH ? Integer.toUnsignedLong(rows[row]) : twoWords(row + 2);
    }

    private long twoWords(int at) {
        return ((long) rows[at] << Integer.SIZE) | Integer.toUnsignedLong(rows[at + 1]);
    }

    private int last(int entry) {
        return rows[entry * width + width - 1];
    }

    private int prefix(int entry) {
        return last(entry) & PREFIX;
    }

    boolean isExcluded(int entry) {
        return (last(entry) & EXCLUDED) != 0;
    }

    /**
     * The next larger entry that this one lies in, or one on the way to it, which does not hold what this one begins
     * with or what comes behind; {@link #NONE} if there is none.
     */
    int around(int entry) {
        int back = last(entry) >>> MARK_BITS;
        return back == 0 ? NONE : entry - back;
    }

    /**
     * Takes note of the next larger entry. If that is too far back for a row, the furthest one that is not: it lies in the
     * larger one too and ended before this one began, so its own way outwards leads to the same.
     */
    void setAround(int entry, int larger) {
        int back = larger == NONE ? 0 : Math.min(entry - larger, furthest);
        rows[entry * width + width - 1] = (last(entry) & MARKS) | (back << MARK_BITS);
    }

    int place(int entry) {
        return places[entry];
    }

    NetworkSet.Entry entry(int entry, Places named) {
        IpAddress first = new IpAddress(family, high(entry), low(entry));
        return new NetworkSet.Entry(new IpNetwork(first, prefix(entry)), isExcluded(entry), named.name(places[entry]));
    }

    /** If the entry's network holds this address of its family. */
    boolean holds(int entry, long addressHigh, long addressLow) {
        Mask mask = Mask.of(family, prefix(entry));
        return ((low(entry) ^ addressLow) & mask.low()) == 0 && ((high(entry) ^ addressHigh) & mask.high()) == 0;
    }

    /** By first address, then the larger network first. */
    int compare(int one, int other) {
        int byFirst = compareFirst(one, high(other), low(other));
        return byFirst != 0 ? byFirst : Integer.compare(prefix(one), prefix(other));
    }

    /** The entry's first address beside this one, as numbers of 128 bits without a sign. */
    int compareFirst(int entry, long addressHigh, long addressLow) {
        int byHigh = Long.compareUnsigned(high(entry), addressHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low(entry), addressLow);
    }

    /** The same entries, numbered anew: number {@code i} was {@code order[i]} before. */
    Entries inOrder(int[] order) {
        Builder ordered = new Builder(family, order.length, furthest);
        for (int entry : order) {
            ordered.add(high(entry), low(entry), last(entry) & MARKS, places[entry]);
        }
        return ordered.build();
    }

    static final class Builder {
        static final int IPV4_WIDTH = 2;
        private static final int IPV6_WIDTH = 5;

        private final IpAddress.Family family;
        private final int width;
        private final int furthest;
        private int[] rows;
        private int[] places;
        private int size;

        Builder(IpAddress.Family family, int room) {
            this(family, room, FURTHEST);
        }

        /** @param furthest how many entries back the one around may be that a row names */
        Builder(IpAddress.Family family, int room, int furthest) {
            this.family = family;
            this.furthest = furthest;
            width = switch (family) {
                case IPV4 -> IPV4_WIDTH;
                case IPV6 -> IPV6_WIDTH;
            };
            rows = new int[Math.multiplyExact(room, width)];
            places = new int[room];
        }

        void add(IpNetwork network, boolean excluded, int place) {
            int marks = network.prefix() | (excluded ? EXCLUDED : 0);
            add(network.first().high(), network.first().low(), marks, place);
        }

        private void add(long firstHigh, long firstLow, int marks, int place) {
            if (size == places.length) {
                grow(size + (size >> 1) + 1);
            }
            int row = size * width;
            if (width != IPV4_WIDTH) {
                rows[row] = (int) (firstHigh >>> Integer.SIZE);
                rows[row + 1] = (int) firstHigh;
                rows[row + 2] = (int) (firstLow >>> Integer.SIZE);
            }
            rows[row + width - 2] = (int) firstLow;
            rows[row + width - 1] = marks;
            places[size++] = place;
        }

        private void grow(int room) {
            rows = Arrays.copyOf(rows, Math.multiplyExact(room, width));
            places = Arrays.copyOf(places, room);
        }

        Entries build() {
            return new Entries(this);
        }
    }
}
