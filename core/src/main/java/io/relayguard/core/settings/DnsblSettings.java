package io.relayguard.core.settings;

import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.net.NetworkSet;
import java.time.Duration;

/**
 * {@code <dnsbl>}: the lists in DNS, and what asking them may cost.
 *
 * @param deadline of all zones together, from the first question about a client on
 * @param waiting how many clients of SMTP may wait for the zones at once; 0 or more
 * @param exempt clients that are never asked about
 */
public record DnsblSettings(
        DnsblRules rules, Duration deadline, int waiting, NetworkSet exempt, CacheRules cache, HealthRules health) {
    /** No zones; what else stands here holds for the matcher's own zones too. */
    public static final DnsblSettings NONE = new DnsblSettings(
            DnsblRules.NONE, Duration.ofSeconds(3), 8, NetworkSet.EMPTY, CacheRules.DEFAULT, HealthRules.DEFAULT);

    /**
     * {@code <cache>}: how many answers are kept, and for how long whatever DNS says.
     *
     * @param entries at most; one for each client and zone
     * @param listed how long a listing is kept
     * @param unlisted how long "not listed" is kept
     * @param silence how long a zone that did not answer about a client is not asked about that client again
     */
    public record CacheRules(int entries, Span listed, Span unlisted, Duration silence) {
        public static final CacheRules DEFAULT = new CacheRules(
                100_000,
                new Span(Duration.ofMinutes(1), Duration.ofHours(1)),
                new Span(Duration.ofMinutes(1), Duration.ofHours(1)),
                Duration.ofSeconds(10));
    }

    /** From the shortest time to the longest. */
    public record Span(Duration shortest, Duration longest) {
        public Span {
            if (shortest.compareTo(longest) > 0) {
                throw new IllegalArgumentException("a shortest time beyond the longest");
            }
        }

        /** The time itself, or the end of the span that it lies beyond. */
        public Duration limit(Duration time) {
            return time.compareTo(shortest) < 0 ? shortest : time.compareTo(longest) > 0 ? longest : time;
        }
    }
}
