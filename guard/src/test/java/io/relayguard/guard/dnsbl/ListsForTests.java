package io.relayguard.guard.dnsbl;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.Misplaced;
import io.relayguard.core.dnsbl.ReplyFilter;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneForm;
import io.relayguard.core.dnsbl.ZoneLabel;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.settings.DnsblSettings;
import io.relayguard.core.settings.DnsblSettings.CacheRules;
import java.time.Duration;
import java.util.List;

/** Lists that ask DNS as a test tells it, by a clock that stands still. */
final class ListsForTests {
    /** Never over in a test. */
    static final Duration FOREVER = Duration.ofMinutes(10);

    static final Subject CLIENT = client("1.2.3.4");

    final ScriptedQuestions dns = new ScriptedQuestions();
    final EventsForTests events = new EventsForTests();
    final HandClock clock = new HandClock();

    /** They are tested at once: what their tests get has to be said before. */
    DnsLists lists(DnsblSettings settings) {
        return new DnsLists(settings, dns, events, clock);
    }

    static Subject client(String address) {
        return new Subject.Client(IpAddress.parse(address).orElseThrow());
    }

    static Subject sender(String domain) {
        return new Subject.Sender(new DomainName(domain));
    }

    static Subject helo(String name) {
        return new Subject.Helo(new DomainName(name));
    }

    static Zone zone(String name, int weight) {
        return zone(name, Kind.CLIENT, weight, false);
    }

    static Zone observed(String name, int weight) {
        return zone(name, Kind.CLIENT, weight, true);
    }

    static Zone of(Kind kind, String name) {
        return zone(name, kind, 1, false);
    }

    static Zone labelled(Zone zone, String label) {
        return new Zone(
                zone.name(),
                new ZoneLabel(label),
                zone.kind(),
                zone.weight(),
                zone.replies(),
                zone.observed(),
                zone.tested());
    }

    static Zone replying(Zone zone, String replies) {
        try {
            return new Zone(
                    zone.name(),
                    zone.label(),
                    zone.kind(),
                    zone.weight(),
                    ReplyFilter.parse(replies),
                    zone.observed(),
                    zone.tested());
        } catch (Misplaced wrong) {
            throw new AssertionError(replies, wrong);
        }
    }

    /** Its label is the first part of its name. */
    private static Zone zone(String name, Kind kind, int weight, boolean observed) {
        return new Zone(
                ZoneForm.read(name).orElseThrow(),
                new ZoneLabel(name.substring(0, name.indexOf('.'))),
                kind,
                weight,
                ReplyFilter.ANY,
                observed,
                true);
    }

    static DnsblSettings settings(int threshold, Zone... zones) {
        return settings(threshold, FOREVER, 8, zones);
    }

    static DnsblSettings settings(int threshold, Duration deadline, int waiting, Zone... zones) {
        return new DnsblSettings(
                new DnsblRules(List.of(zones), threshold),
                deadline,
                waiting,
                NetworkSet.EMPTY,
                CacheRules.DEFAULT,
                HealthRules.DEFAULT);
    }

    static DnsblSettings with(DnsblSettings settings, CacheRules cache, HealthRules health) {
        return new DnsblSettings(
                settings.rules(), settings.deadline(), settings.waiting(), settings.exempt(), cache, health);
    }
}
