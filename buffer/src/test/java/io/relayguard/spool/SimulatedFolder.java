package io.relayguard.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder's entries as programs see them, as they are on the disk, and the steps between the two. */
final class SimulatedFolder implements SimulatedNode {
    private final TreeMap<String, SimulatedNode> entries = new TreeMap<>();
    private final TreeMap<String, SimulatedNode> onDisk = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();

    /** What is kept or lost as a whole; the two halves of a rename are one, and on disk once either folder is forced. */
    private static final class Whole {
        private boolean forced;
    }

    /** What a name stands for from now on: nothing, if it was removed. */
    private record Step(String name, @Nullable SimulatedNode node, Whole whole) {
        void applyTo(Map<String, SimulatedNode> entries) {
            if (node == null) {
                entries.remove(name);
            } else {
                entries.put(name, node);
            }
        }
    }

    @Nullable
    SimulatedNode get(String name) {
        return entries.get(name);
    }

    Map<String, SimulatedNode> entries() {
        return new TreeMap<>(entries);
    }

    void put(String name, SimulatedNode node) {
        add(new Step(name, node, new Whole()));
    }

    void remove(String name) {
        add(new Step(name, null, new Whole()));
    }

    static void rename(SimulatedFolder from, String old, SimulatedFolder to, String name, SimulatedNode node) {
        Whole whole = new Whole();
        from.add(new Step(old, null, whole));
        to.add(new Step(name, node, whole));
    }

    private void add(Step step) {
        steps.add(step);
        step.applyTo(entries);
    }

    void force() {
        for (Step step : steps) {
            step.whole().forced = true;
            step.applyTo(onDisk);
        }
        steps.clear();
    }

    SimulatedFolder afterCrash(SimulatedCrash crash) {
        Map<String, SimulatedNode> found = new TreeMap<>(onDisk);
        for (Step step : steps) {
            if (step.whole().forced || crash.keeps(step.whole())) {
                step.applyTo(found);
            }
        }
        SimulatedFolder after = new SimulatedFolder();
        found.forEach((name, node) -> after.put(name, crash.after(node)));
        after.force();
        return after;
    }
}
