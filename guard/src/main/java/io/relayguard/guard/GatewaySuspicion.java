package io.relayguard.guard;

import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.GatewayWatch;
import io.relayguard.core.net.GatewayWatch.Suspicion;
import io.relayguard.core.net.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the administrator, once, that nearly everybody comes from one internal address. */
final class GatewaySuspicion {
    private final GuardJournal journal;
    private volatile GatewayWatch watch;
    private volatile GatewayAlarm alarm;
    private volatile @Nullable Suspicion suspicion;

    GatewaySuspicion(GatewayAlarm alarm, GuardJournal journal) {
        this.journal = journal;
        this.alarm = alarm;
        this.watch = new GatewayWatch(alarm);
    }

    /** Begins anew if the share has changed. */
    void use(GatewayAlarm changed) {
        if (!changed.equals(alarm)) {
            alarm = changed;
            watch = new GatewayWatch(changed);
        }
    }

    void connected(IpAddress client, boolean internal, String helo, long millis) {
        watch.connected(client, internal, helo, millis);
    }

    /** Looks whether there is a suspicion; a new one is written down. */
    void look(long millis) {
        Suspicion known = suspicion;
        Suspicion found = watch.suspicion(millis).orElse(null);
        suspicion = found;
        if (found != null && (known == null || !known.client().equals(found.client()))) {
            journal.gatewaySuspected(text(found));
        }
    }

    Optional<String> finding() {
        return Optional.ofNullable(suspicion).map(GatewaySuspicion::text);
    }

    private static String text(Suspicion found) {
        return found.connections() + " of " + found.all()
                + " connections of the last hour came from the internal address "
                + found.client() + ", with " + found.names() + " names or more: this is usually a NAT gateway, a"
                + " balancer or a container bridge, behind which every stranger is an insider. If it is one, write it"
                + " into <gateways>";
    }
}
