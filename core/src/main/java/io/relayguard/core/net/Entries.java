package io.relayguard.core.net;

import java.util.Arrays;

/** One family's entries by number, in columns of bare numbers: 14 bytes for one of IPv4, 22 for one of IPv6. */
final class Entries {
    private static final long[] NONE = {};
    private static final int PREFIX = 0xff;
    private static final int EXCLUDED = 0x100;

    private final IpAddress.Family family;
    private final long[] high;
    private final long[] low;
    private final short[] marks;
    private final int[] places;

    private Entries(Builder builder) {
        family = builder.family;
        high = Arrays.copyOf(builder.high, family == IpAddress.Family.IPV4 ? 0 : builder.size);
        low = Arrays.copyOf(builder.low, builder.size);
        marks = Arrays.copyOf(builder.marks, builder.size);
        places = Arrays.copyOf(builder.places, builder.size);
    }

    int size() {
        return low.length;
    }

    /** The upper half of the first address; all of IPv4 stands in the lower one. */
    long high(int entry) {
        return high.length == 0 ? 0 : high[entry];
    }

    long low(int entry) {
        return low[entry];
    }

    private int prefix(int entry) {
        return marks[entry] & PREFIX;
    }

    boolean isExcluded(int entry) {
        return (marks[entry] & EXCLUDED) != 0;
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
            ordered.add(high(entry), low(entry), marks[entry], places[entry]);
        }
        return ordered.build();
    }

    static final class Builder {
        private final IpAddress.Family family;
        private long[] high;
        private long[] low;
        private short[] marks;
        private int[] places;
        private int size;

        Builder(IpAddress.Family family, int room) {
            this.family = family;
            high = family == IpAddress.Family.IPV4 ? NONE : new long[room];
            low = new long[room];
            marks = new short[room];
            places = new int[room];
        }

        void add(IpNetwork network, boolean excluded, int place) {
            int mark = network.prefix() | (excluded ? EXCLUDED : 0);
            add(network.first().high(), network.first().low(), (short) mark, place);
        }

        private void add(long firstHigh, long firstLow, short mark, int place) {
            if (size == low.length) {
                grow(size + (size >> 1) + 1);
            }
            if (family == IpAddress.Family.IPV6) {
                high[size] = firstHigh;
            }
            low[size] = firstLow;
            marks[size] = mark;
            places[size++] = place;
        }

        private void grow(int room) {
            high = Arrays.copyOf(high, family == IpAddress.Family.IPV4 ? 0 : room);
            low = Arrays.copyOf(low, room);
            marks = Arrays.copyOf(marks, room);
            places = Arrays.copyOf(places, room);
        }

        Entries build() {
            return new Entries(this);
        }
    }
}
