package io.relayguard.core.dnsbl;

import java.util.List;

/**
 * Which zones are asked, and from which score on their listings refuse.
 *
 * @param threshold the least sum of weights that refuses; 1 or more
 */
public record DnsblRules(List<Zone> zones, int threshold) {
    public static final int GREATEST_THRESHOLD = 10_000;

    /** Nobody is asked, and nobody refused. */
    public static final DnsblRules NONE = new DnsblRules(List.of(), 1);

    public DnsblRules {
        zones = List.copyOf(zones);
        if (threshold < 1) {
            throw new IllegalArgumentException("not a threshold: " + threshold);
        }
    }

    /**
     * The score of a client that every zone lists but those that allow: no threshold above it is ever reached. Observed
     * zones count, so that a rehearsal is no mistake.
     */
    public int greatestScore() {
        return zones.stream()
                .mapToInt(Zone::weight)
                .filter(weight -> weight > 0)
                .sum();
    }
}
