package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.Silence;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a zone's operator complains of, until the zone passes its test or an hour is over. Threads may share it. */
final class Complaint {
    private static final long KEPT = Duration.ofHours(1).toMillis();

    /** Since when each is known: two resolvers may draw two complaints in turn, and each is news once. */
    private final Map<Silence, Long> since = new EnumMap<>(Silence.class);

    private Optional<Silence> last = Optional.empty();

    /** Says if this is news. */
    synchronized boolean hear(Silence complaint, long now) {
        last = Optional.of(complaint);
        boolean news = !isKnown(complaint, now);
        if (news) {
            since.put(complaint, now);
        }
        return news;
    }

    /** The zone works; what it complained of is still no news before the hour is over. */
    synchronized void forget() {
        last = Optional.empty();
    }

    /** The last one. */
    synchronized Optional<Silence> at(long now) {
        return last.filter(complaint -> isKnown(complaint, now));
    }

    private boolean isKnown(Silence complaint, long now) {
        Long first = since.get(complaint);
        return first != null && now - first < KEPT;
    }
}
