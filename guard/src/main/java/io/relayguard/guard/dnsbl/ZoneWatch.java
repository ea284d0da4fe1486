package io.relayguard.guard.dnsbl;

import com.google.common.util.concurrent.AtomicLongMap;
import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.Listing;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneHealth;
import io.relayguard.core.dnsbl.ZoneName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** One zone in operation: its health and its figures, whichever part of the configuration names it. Threads share it. */
final class ZoneWatch {
    private final Zone zone;
    private final Key key;
    private final ZoneHealth health;
    private final DnsblEvents events;
    private final AtomicLongMap<Count> counts = AtomicLongMap.create();
    private final AtomicLongMap<Silence> silences = AtomicLongMap.create();
    private final LongAdder waitedNanos = new LongAdder();
    private final Complaint complaint = new Complaint();

    /** What tells zones apart: the same name may list clients and domains. */
    record Key(ZoneName name, Kind kind) {
        static Key of(Zone zone) {
            return new Key(zone.name(), zone.kind());
        }
    }

    ZoneWatch(Zone zone, HealthRules rules, DnsblEvents events, long now) {
        this.zone = zone;
        this.key = Key.of(zone);
        this.health = new ZoneHealth(rules, now);
        this.events = events;
    }

    Zone zone() {
        return zone;
    }

    Key key() {
        return key;
    }

    /** If a changed configuration goes on with it: weight, replies and mode are no business of the zone itself. */
    boolean isFor(Zone other) {
        return zone.label().equals(other.label()) && zone.tested() == other.tested();
    }

    boolean isAsked() {
        return health.isAsked();
    }

    boolean testIsDue(long now) {
        return health.testIsDue(now);
    }

    void asked() {
        count(Count.ASKED);
    }

    /** An ordinary question has ended; says what has become of the zone if that changed. */
    Optional<ZoneHealth.Change> answered(Listing listing, long nanos, long now) {
        waitedNanos.add(nanos);
        if (listing instanceof Listing.NoAnswer none) {
            silences.incrementAndGet(none.why());
            events.countSilence(zone, none.why());
            if (none.why().isComplaint() && complaint.hear(none.why(), now)) {
                events.complained(zone, none.why());
            }
        } else {
            count(Count.ANSWERED);
        }
        return told(health.answered(listing, now));
    }

    Optional<ZoneHealth.Change> tested(List<ZoneHealth.Tested> results, long now) {
        Optional<ZoneHealth.Change> change = health.tested(results, now);
        if (health.isAsked()) {
            complaint.forget();
        }
        return told(change);
    }

    private Optional<ZoneHealth.Change> told(Optional<ZoneHealth.Change> change) {
        change.ifPresent(changed -> events.changed(zone, changed));
        return change;
    }

    /** A check is over, and the zone listed. */
    void listed(boolean alone, boolean decides) {
        count(Count.LISTED);
        if (alone) {
            count(Count.LISTED_ALONE);
        }
        if (decides) {
            count(Count.DECIDED);
        }
    }

    private void count(Count what) {
        counts.incrementAndGet(what);
        events.count(zone, what);
    }

    ZoneReport report(long now) {
        return new ZoneReport(
                zone.label(),
                zone.kind(),
                health.state(),
                complaint.at(now).map(Silence::meaning).orElse(""),
                new ZoneFigures(counts.asMap(), silences.asMap(), Duration.ofNanos(waitedNanos.sum())));
    }
}
