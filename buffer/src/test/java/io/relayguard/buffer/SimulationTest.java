package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is lost: engine, spool, disk, primary and James go through days of faults, drawn from a seed, and in the end
 * every mail that was accepted was delivered, or its sender was told, or the administrator has it. Something is done twice only
 * where a reply was lost or a crash fell in between.
 */
class SimulationTest {
    private static final int SEEDS = 10_000;
    private static final int STEPS = 6;

    @Test
    void whateverHappensNothingIsLost() throws Exception {
        int accepted = 0;
        int crashes = 0;
        int repeated = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Ledger ledger = history(seed);
            accepted += ledger.accepted();
            crashes += ledger.crashesSoFar();
            repeated += ledger.repeated();
        }
        assertThat(accepted).as("recipients, so that this is no empty promise").isGreaterThan(2 * SEEDS);
        assertThat(crashes).as("crashes").isGreaterThan(SEEDS / 2);
        assertThat(repeated).as("done twice, with an excuse").isPositive().isLessThan(accepted);
    }

    /** Seeds that have found a fault once. */
    @ParameterizedTest
    @ValueSource(longs = {7, 1023})
    void whatWentWrongOnceDoesNotAgain(long seed) throws Exception {
        Ledger ledger = history(seed);
        assertThat(ledger.accepted()).isNotNegative();
    }

    private static Ledger history(long seed) throws Exception {
        SimulatedWorld world = new SimulatedWorld(seed);
        try {
            world.storm(STEPS);
            assertThat(world.calm()).as("still kept" + world.ledger()).isEmpty();
            world.ledger().allIsSettled();
            world.ledger().nothingIsDoneTwiceForNothing();
        } catch (AssertionError | Exception failed) {
            throw new AssertionError("seed " + seed + ": " + failed.getMessage(), failed);
        }
        return world.ledger();
    }
}
