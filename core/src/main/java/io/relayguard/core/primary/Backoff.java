package io.relayguard.core.primary;

import java.time.Duration;

/** How long to leave a primary alone: {@code first} after one failure, doubled with each further one up to {@code max}. */
public record Backoff(Duration first, Duration max) {
    private static final int DOUBLINGS_AT_MOST = 30;

    public Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(DOUBLINGS_AT_MOST, Math.max(0, failures - 1)));
        return doubled.compareTo(max) < 0 ? doubled : max;
    }
}
