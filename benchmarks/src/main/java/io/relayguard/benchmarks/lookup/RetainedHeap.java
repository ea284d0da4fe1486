package io.relayguard.benchmarks.lookup;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.function.Supplier;

/**
 * How many bytes of heap are in use after something was made that were free before, all garbage gone either time.
 *
 * <p>It is made once before, so that neither its classes nor what they keep for all instances counts.
 */
final class RetainedHeap {
    private static final int COLLECTIONS = 3;

    private RetainedHeap() {}

    /** All that the making needs is made by it, so that none of it counts before, and garbage does not after. */
    static long of(Supplier<?> making) {
        Object unused = making.get();
        long before = used();
        Object made = making.get();
        try {
            return used() - before;
        } finally {
            Reference.reachabilityFence(made);
        }
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
