package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Trouble;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneHealth;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what it is told, each as a few words. */
final class EventsForTests implements DnsblEvents {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> counted = new CopyOnWriteArrayList<>();

    /** What becomes of zones, their complaints, and what they would decide. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** How often this was counted, such as {@code zen asked}. */
    long counted(String what) {
        return counted.stream().filter(what::equals).count();
    }

    @Override
    public void changed(Zone zone, ZoneHealth.Change change) {
        told.add(zone.label() + " " + change.trouble().map(Trouble::code).orElse("asked"));
    }

    @Override
    public void complained(Zone zone, Silence complaint) {
        told.add(zone.label() + " complains: " + complaint.code());
    }

    @Override
    public void wouldDecide(Zone zone, List<Subject> subjects) {
        told.add(zone.label() + " would decide: "
                + subjects.stream().map(Subject::shown).toList());
    }

    @Override
    public void count(Zone zone, Count what) {
        counted.add(zone.label() + " " + what.code());
    }

    @Override
    public void countSilence(Zone zone, Silence why) {
        counted.add(zone.label() + " no-answer " + why.code());
    }
}
