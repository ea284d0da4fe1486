package io.relayguard.core.dnsbl;

import java.time.Duration;

/**
 * When a zone is suspended, and how often it is tested.
 *
 * @param every between two tests of a zone that works, and the longest pause of one that does not
 * @param errorPercent of the last answers, beyond which a zone is suspended: 1 to 100, and 100 for never
 * @param timeOuts in a row that suspend a zone; 1 or more
 */
public record HealthRules(Duration every, int errorPercent, int timeOuts) {
    public static final HealthRules DEFAULT = new HealthRules(Duration.ofMinutes(30), 50, 5);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    public HealthRules {
        if (every.isNegative() || every.isZero() || errorPercent < 1 || errorPercent > 100 || timeOuts < 1) {
            throw new IllegalArgumentException("no such rules: " + every + ", " + errorPercent + " %, " + timeOuts);
        }
    }

    /** After which a suspended zone is tested for the first time; doubled up to {@link #every} while it fails. */
    public Duration firstPause() {
        return FIRST_PAUSE.compareTo(every) < 0 ? FIRST_PAUSE : every;
    }
}
