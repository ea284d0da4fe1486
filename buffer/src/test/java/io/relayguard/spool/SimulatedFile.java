package io.relayguard.spool;

import java.util.Arrays;
import java.util.Random;

/** What a file holds, and what of it a crash leaves. */
final class SimulatedFile implements SimulatedNode {
    private final long created;
    private byte[] octets = {};
    private boolean forced;

    SimulatedFile(long created) {
        this.created = created;
    }

    long created() {
        return created;
    }

    byte[] octets() {
        return octets;
    }

    byte[] write(int position, byte[] written) {
        octets = Arrays.copyOf(octets, Math.max(octets.length, position + written.length));
        System.arraycopy(written, 0, octets, position, written.length);
        forced = false;
        return octets;
    }

    byte[] force() {
        forced = true;
        return octets;
    }

    /** Whole if it was forced. Else cut off anywhere; and of what is left, anything may be zeros. */
    SimulatedFile afterCrash(Random random) {
        SimulatedFile left = new SimulatedFile(created);
        left.octets = octets.clone();
        left.forced = true;
        if (!forced) {
            left.octets = Arrays.copyOf(octets, random.nextInt(octets.length + 1));
            int hole = random.nextInt(left.octets.length + 1);
            int end = hole + random.nextInt(left.octets.length - hole + 1);
            if (random.nextBoolean()) {
                Arrays.fill(left.octets, hole, end, (byte) 0);
            }
        }
        return left;
    }
}
