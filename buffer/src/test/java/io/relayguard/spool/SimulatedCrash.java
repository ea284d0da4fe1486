package io.relayguard.spool;

import java.util.IdentityHashMap;
import java.util.Random;

/** What one crash does: each step is kept or lost as a whole, each file is torn once, whatever its names. */
final class SimulatedCrash {
    private final Random random;
    private final IdentityHashMap<Object, Boolean> kept = new IdentityHashMap<>();
    private final IdentityHashMap<SimulatedFile, SimulatedFile> files = new IdentityHashMap<>();

    SimulatedCrash(Random random) {
        this.random = random;
    }

    boolean keeps(Object step) {
        return kept.computeIfAbsent(step, unseen -> random.nextBoolean());
    }

    SimulatedNode after(SimulatedNode node) {
        if (node instanceof SimulatedFile file) {
            return files.computeIfAbsent(file, unseen -> file.afterCrash(random));
        }
        return ((SimulatedFolder) node).afterCrash(this);
    }
}
