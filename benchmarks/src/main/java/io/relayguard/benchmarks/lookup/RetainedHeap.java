package io.relayguard.benchmarks.lookup;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.function.Supplier;

/**
 * How many bytes of heap something keeps: what a collection frees once it is let go.
 *
 * <p>Not what is in use more than before it was made: what others kept then may have gone since.
 */
final class RetainedHeap {
    private static final int MOST_COLLECTIONS = 20;

    private RetainedHeap() {}

    /** All that the making needs is made by it, so that only what it returns is kept. */
    static long of(Supplier<?> making) {
        return usedWith(making.get()) - used();
    }

    private static long usedWith(Object made) {
        try {
            return used();
        } finally {
            Reference.reachabilityFence(made);
        }
    }

    /** After as many collections as it takes until one finds nothing more. */
    private static long used() {
        long used = Long.MAX_VALUE;
        for (int collection = 0; collection < MOST_COLLECTIONS; collection++) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (now >= used) {
                return now;
            }
            used = now;
        }
        return used;
    }
}
