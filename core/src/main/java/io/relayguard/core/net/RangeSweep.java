package io.relayguard.core.net;

import java.util.Arrays;

/**
 * Cuts networks into ranges in one pass over them, ordered by their first address, the larger one first.
 *
 * <p>Two networks nest or are apart, so those that hold the current address are a stack with the most specific on top:
 * a new network takes over at its first address, and behind its last one the network below it goes on.
 */
final class RangeSweep {
    private static final int DEEPEST = 129;

    private final Entries entries;
    private final int[] open = new int[DEEPEST];
    private int depth;

    private final long[] high;
    private final long[] low;
    private final int[] owners;
    private int size;

    private RangeSweep(Entries entries, int networks) {
        this.entries = entries;
        this.high = new long[2 * networks];
        this.low = new long[2 * networks];
        this.owners = new int[2 * networks];
    }

    /** The ranges of one family; no network stands twice among {@code ordered}. */
    static Ranges over(Entries entries, int[] ordered) {
        RangeSweep sweep = new RangeSweep(entries, ordered.length);
        for (int entry : ordered) {
            sweep.open(entry);
        }
        while (sweep.depth > 0) {
            sweep.close();
        }
        return new Ranges(
                Arrays.copyOf(sweep.high, sweep.size),
                Arrays.copyOf(sweep.low, sweep.size),
                Arrays.copyOf(sweep.owners, sweep.size));
    }

    private void open(int entry) {
        while (depth > 0 && entries.endsBefore(open[depth - 1], entry)) {
            close();
        }
        start(entries.high(entry), entries.low(entry), entry);
        open[depth++] = entry;
    }

    private void close() {
        int closed = open[--depth];
        long nextLow = entries.lastLow(closed) + 1;
        long nextHigh = entries.lastHigh(closed) + (nextLow == 0 ? 1 : 0);
        boolean last = nextHigh == 0 && nextLow == 0;
        if (!last) {
            start(nextHigh, nextLow, depth == 0 ? Ranges.NOBODY : open[depth - 1]);
        }
    }

    /** A later owner of the same start replaces the earlier one, whose range would be empty. */
    private void start(long startHigh, long startLow, int owner) {
        if (size > 0 && high[size - 1] == startHigh && low[size - 1] == startLow) {
            size--;
        }
        high[size] = startHigh;
        low[size] = startLow;
        owners[size++] = owner;
    }
}
