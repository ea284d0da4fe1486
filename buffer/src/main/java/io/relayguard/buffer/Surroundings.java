package io.relayguard.buffer;

import io.relayguard.core.primary.Backoff;
import io.relayguard.core.settings.BufferSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What all destinations share. */
record Surroundings(
        BufferSettings settings,
        Conversations conversations,
        BufferEvents events,
        Executor workers,
        Timer timer,
        Clock clock,
        RandomGenerator random,
        Shares shares,
        Tally all) {

    /** How long to wait after so many failures in a row. */
    Duration pause(int failures) {
        return new Backoff(settings.retry().first(), settings.retry().max()).after(failures, random);
    }

    /** Port: what is done later; must not hold up the caller. */
    @FunctionalInterface
    interface Timer {
        void after(Duration pause, Runnable task);
    }

    void after(Duration pause, Runnable task) {
        timer.after(pause.isNegative() ? Duration.ZERO : pause, task);
    }
}
