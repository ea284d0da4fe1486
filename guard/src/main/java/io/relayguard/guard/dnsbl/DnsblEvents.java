package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneHealth;
import java.util.List;

/** Port: what is written down and counted about the zones. Called from any thread. */
public interface DnsblEvents {
    /** A zone is suspended, or is asked again. */
    void changed(Zone zone, ZoneHealth.Change change);

    /** A zone's operator complains of our questions; each complaint once an hour at most for each zone. */
    void complained(Zone zone, Silence complaint);

    /** A zone that only observes would have decided about these: refused them, or, as an allow list, let them pass. */
    void wouldDecide(Zone zone, List<Subject> subjects);

    /** One more of a zone's {@link Count}s. */
    void count(Zone zone, Count what);

    /** One more question to a zone without an answer that counts. */
    void countSilence(Zone zone, Silence why);
}
