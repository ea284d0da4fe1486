package io.relayguard.core.net;

import java.util.Arrays;

/**
 * One family's entries by number, each a row of bare numbers: 20 bytes for one of IPv4, 28 for one of IPv6.
 *
 * <p>In a list of a million, memory that is not in a cache is what a question waits for. So what it needs to know about
 * an entry stands side by side; only the places, which messages ask for, stand elsewhere.
 */
final class Entries {
    private static final long PREFIX = 0xff;
    private static final long EXCLUDED = 0x100;

    private final IpAddress.Family family;

    /** The first address in one word or two, then one word with the entry around it in its lower half, marks above. */
    private final long[] rows;

    private final int width;
    private final int[] places;

    private Entries(Builder builder) {
        family = builder.family;
        width = builder.width;
        rows = Arrays.copyOf(builder.rows, builder.size * width);
        places = Arrays.copyOf(builder.places, builder.size);
    }

    int size() {
        return places.length;
    }

    /** The upper half of the first address; all of IPv4 stands in the lower one. */
    long high(int entry) {
        return width == Builder.IPV4_WIDTH ? 0 : rows[entry * width];
    }

    long low(int entry) {
        return rows[entry * width + width - 2];
    }

    private long last(int entry) {
        return rows[entry * width + width - 1];
    }

    private int prefix(int entry) {
        return (int) (last(entry) >>> Integer.SIZE & PREFIX);
    }

    boolean isExcluded(int entry) {
        return (last(entry) >>> Integer.SIZE & EXCLUDED) != 0;
    }

    /** The next larger entry that this one lies in. */
    int around(int entry) {
        return (int) last(entry);
    }

    void setAround(int entry, int larger) {
        rows[entry * width + width - 1] = (last(entry) & ~0xffff_ffffL) | Integer.toUnsignedLong(larger);
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
        Builder ordered = new Builder(family, order.length);
        for (int entry : order) {
            ordered.add(high(entry), low(entry), last(entry), places[entry]);
        }
        return ordered.build();
    }

    static final class Builder {
        static final int IPV4_WIDTH = 2;
        private static final int IPV6_WIDTH = 3;

        private final IpAddress.Family family;
        private final int width;
        private long[] rows;
        private int[] places;
        private int size;

        Builder(IpAddress.Family family, int room) {
            this.family = family;
            width = switch (family) {
                case IPV4 -> IPV4_WIDTH;
                case IPV6 -> IPV6_WIDTH;
            };
            rows = new long[Math.multiplyExact(room, width)];
            places = new int[room];
        }

        void add(IpNetwork network, boolean excluded, int place) {
            long marks = network.prefix() | (excluded ? EXCLUDED : 0);
            add(network.first().high(), network.first().low(), marks << Integer.SIZE, place);
        }

        private void add(long firstHigh, long firstLow, long last, int place) {
            if (size == places.length) {
                grow(size + (size >> 1) + 1);
            }
            int row = size * width;
            // Overwritten by the lower half where there is one word only.
            rows[row] = firstHigh;
            rows[row + width - 2] = firstLow;
            rows[row + width - 1] = last;
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
