package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.Silence;
import java.time.Duration;
import java.util.Map;

/**
 * What has been counted for one zone since the start.
 *
 * @param waited all times from question to answer or to the end of the deadline, added up
 */
public record ZoneFigures(Map<Count, Long> counts, Map<Silence, Long> silences, Duration waited) {
    public ZoneFigures {
        counts = Map.copyOf(counts);
        silences = Map.copyOf(silences);
    }

    public long of(Count what) {
        return counts.getOrDefault(what, 0L);
    }

    /** The mean time of a question that has ended; zero where none has. */
    public Duration meanTime() {
        long silent = silences.values().stream().mapToLong(Long::longValue).sum();
        long ended = of(Count.ANSWERED) + silent;
        return ended == 0 ? Duration.ZERO : waited.dividedBy(ended);
    }
}
