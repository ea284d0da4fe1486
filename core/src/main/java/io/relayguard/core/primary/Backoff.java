package io.relayguard.core.primary;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave a primary alone: {@code first} after one failure, doubled with each further one up to {@code max}, and
 * a little longer by chance, so that destinations that failed together do not come back together.
 */
public record Backoff(Duration first, Duration max) {
    private static final int DOUBLINGS_AT_MOST = 30;

    /** The longest part of a pause that is added to it by chance. */
    private static final double JITTER = 0.1;

    /** From the pause itself to a tenth more: never sooner than the setting says. */
    public Duration after(int failures, RandomGenerator random) {
        Duration pause = after(failures);
        return pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
    }

    /** The pause without chance. */
    Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(DOUBLINGS_AT_MOST, Math.max(0, failures - 1)));
        return doubled.compareTo(max) < 0 ? doubled : max;
    }
}
