package io.relayguard.benchmarks.dnsbl;

import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.settings.Element;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import io.relayguard.core.settings.SettingsParser;
import io.relayguard.guard.dnsbl.Check;
import io.relayguard.guard.dnsbl.DnsLists;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Our lists, configured as relayguard.xml configures them, once every zone has passed its test. */
final class OurLists implements ListChecker {
    private final DnsLists lists;
    private final DnsblRules rules;
    private final CountingEvents events;

    private OurLists(DnsLists lists, CountingEvents events) {
        this.lists = lists;
        this.rules = lists.settings().rules();
        this.events = events;
    }

    /** With all defaults but for so many answers kept. */
    static OurLists asking(int port, int entries) throws InterruptedException {
        Element cache = new Element("cache", Map.of("entries", String.valueOf(entries)), "", List.of());
        return asking(settings("127.0.0.1:" + port, Map.of(), List.of(cache)));
    }

    /** With all defaults but for so many clients that may wait at once. */
    static OurLists asking(String server, int waiting) throws InterruptedException {
        return asking(settings(server, Map.of("waiting", String.valueOf(waiting)), List.of()));
    }

    private static OurLists asking(Settings settings) throws InterruptedException {
        CountingEvents events = new CountingEvents(FiveZones.NAMES.size());
        OurLists lists =
                new OurLists(new DnsLists(settings.dnsbl(), settings.dns(), events, Clock.systemUTC()), events);
        events.waitUntilAllZonesAreAsked();
        return lists;
    }

    private static Settings settings(String server, Map<String, String> attributes, List<Element> others) {
        List<Element> dnsbl = new ArrayList<>(others);
        FiveZones.NAMES.forEach(zone -> dnsbl.add(new Element("zone", Map.of(), zone, List.of())));
        List<Element> dns = List.of(new Element("server", Map.of(), server, List.of()));
        Element root = new Element(
                "relayguard",
                Map.of(),
                "",
                List.of(new Element("dnsbl", attributes, "", dnsbl), new Element("dns", Map.of(), "", dns)));
        try {
            return new SettingsParser(url -> Stream.empty(), "benchmark").parse(root);
        } catch (InvalidSettings wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @Override
    public boolean lists(String client) {
        return lists(address(client));
    }

    boolean lists(IpAddress client) {
        return isListed(ask(client));
    }

    /** Waits for the decision. */
    boolean isListed(Check check) {
        return lists.decide(check).listed();
    }

    /** Begins to ask; returns at once. */
    Check ask(IpAddress client) {
        return lists.check(rules, List.of(new Subject.Client(client)));
    }

    static IpAddress address(String client) {
        return IpAddress.parse(client).orElseThrow();
    }

    /** How many questions about clients have gone to DNS since the start. */
    long questions() {
        return events.questions();
    }
}
