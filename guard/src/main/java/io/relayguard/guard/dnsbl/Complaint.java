package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.Silence;
import java.time.Duration;
import java.util.Optional;

/** What a zone's operator complained of last, until the zone passes its test or an hour is over. Threads may share it. */
final class Complaint {
    private static final long KEPT = Duration.ofHours(1).toMillis();

    private Optional<Silence> last = Optional.empty();
    private long since;

    /** Says if this is news. */
    synchronized boolean hear(Silence complaint, long now) {
        boolean news = !at(now).equals(Optional.of(complaint));
        if (news) {
            last = Optional.of(complaint);
            since = now;
        }
        return news;
    }

    synchronized void forget() {
        last = Optional.empty();
    }

    synchronized Optional<Silence> at(long now) {
        return now - since < KEPT ? last : Optional.empty();
    }
}
