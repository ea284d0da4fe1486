package io.relayguard.benchmarks.lookup;

import java.util.List;
import java.util.function.IntFunction;

/** Hands out its items over and over, in their order. Used by one thread. */
final class Rotation<T> {
    private final T[] items;
    private final int mask;
    private int next;

    /** Their number is a power of 2, so that going round costs nothing worth measuring. */
    Rotation(List<? extends T> items, IntFunction<T[]> array) {
        if (Integer.bitCount(items.size()) > 1) {
            throw new IllegalArgumentException("not a power of 2: " + items.size());
        }
        this.items = items.toArray(array.apply(0));
        this.mask = items.size() - 1;
    }

    T next() {
        return items[next++ & mask];
    }
}
