package io.relayguard.fuzz;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.primary.BufferLimits;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomainList;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.relay.ForgedSenders;
import io.relayguard.core.relay.RelayRules;
import io.relayguard.core.relay.Role;
import io.relayguard.core.relay.Rule;
import io.relayguard.core.settings.BufferSettings;
import io.relayguard.core.settings.DnsblSettings;
import io.relayguard.core.settings.DurationForm;
import io.relayguard.core.settings.Element;
import io.relayguard.core.settings.ReloadSettings;
import io.relayguard.core.settings.Self;
import io.relayguard.core.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Settings as an administrator would write them who leaves nothing to a default. */
final class Written {
    private static final String INTERNAL = "file://internal";
    private static final String GATEWAYS = "file://gateways";
    private static final String EXEMPT = "file://exempt";

    private final List<Element> elements = new ArrayList<>();

    private Written() {}

    static Papers of(Settings settings) {
        RelayRules rules = settings.rules();
        Written root = new Written()
                .each("role", sorted(rules.roles().named(), Role::code))
                .list("observe", sorted(rules.enforcement().observed(), Rule::code))
                .element(
                        "forgedSenders", Map.of("default", word(rules.forgedSenders())), senders(rules.forgedSenders()))
                .element("networks", Map.of(), networks(settings))
                .element("relayDomains", Map.of(), relayDomains(settings.relayDomains()))
                .element("dnsbl", values(settings.dnsbl()), dnsbl(settings.dnsbl()))
                .element("buffer", Map.of(), buffer(settings.buffer()))
                .element("dns", Map.of(), new Written().each("server", servers(settings)))
                .element("reload", Map.of("every", every(settings.reload())), new Written());
        Map<String, String> mode = Map.of("mode", rules.enforcement().mode().code());
        return new Papers(
                new Element("relayguard", mode, "", root.elements),
                Map.of(
                        INTERNAL, lines(settings.networks().internal()),
                        GATEWAYS, lines(settings.networks().gateways()),
                        EXEMPT, lines(settings.dnsbl().exempt())));
    }

    private static String word(ForgedSenders forged) {
        return forged.refuseByDefault() ? "refuse" : "accept";
    }

    private static Written senders(ForgedSenders forged) {
        return new Written()
                .list("accept", sorted(forged.accepted(), DomainName::value))
                .list("refuse", sorted(forged.refused(), DomainName::value));
    }

    private static Written networks(Settings settings) {
        Self self = settings.self();
        List<String> own = new ArrayList<>(sorted(self.addresses(), IpAddress::toString));
        own.addAll(sorted(self.names(), DomainName::value));
        GatewayAlarm alarm = settings.gatewayAlarm();
        return new Written()
                .text("internal", INTERNAL)
                .text("gateways", GATEWAYS)
                .list("self", own)
                .text("suspectGateway", alarm.isOn() ? alarm.percent() + "%" : "off");
    }

    private static List<String> lines(NetworkSet set) {
        return set.entries().map(NetworkSet.Entry::toString).toList();
    }

    private static Written relayDomains(RelayDomains domains) {
        Written written = new Written();
        all(domains)
                .sorted((one, other) ->
                        one.name().value().compareTo(other.name().value()))
                .forEach(domain -> written.element(
                        "domain",
                        Map.of("name", domain.name().value()),
                        new Written().each("primary", primaries(domain)).list("etrn", lines(domain.etrn()))));
        return written;
    }

    private static Stream<RelayDomain> all(RelayDomains domains) {
        return Stream.concat(
                domains.named().values().stream(), domains.lists().stream().flatMap(Written::all));
    }

    private static Stream<RelayDomain> all(RelayDomainList list) {
        return list.lines().entries().flatMap(entry -> list.find(entry.name()).stream());
    }

    static List<String> primaries(RelayDomain domain) {
        return domain.primaries().stream().map(Written::primary).toList();
    }

    private static String primary(Primary primary) {
        return primary instanceof Primary.Host host
                ? "smtp://" + hostPort(host.host(), host.port()) + "?tls="
                        + host.tls().word()
                : "mx";
    }

    private static String hostPort(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private static Map<String, String> values(DnsblSettings dnsbl) {
        return Map.of(
                "threshold", String.valueOf(dnsbl.rules().threshold()),
                "deadline", DurationForm.write(dnsbl.deadline()),
                "waiting", String.valueOf(dnsbl.waiting()));
    }

    private static Written dnsbl(DnsblSettings dnsbl) {
        Written written = new Written();
        dnsbl.rules()
                .zones()
                .forEach(zone -> written.elements.add(
                        new Element("zone", values(zone), zone.name().secret().value(), List.of())));
        return written.text("exempt", EXEMPT)
                .element("cache", values(dnsbl.cache()), new Written())
                .element("health", values(dnsbl.health()), new Written());
    }

    private static Map<String, String> values(Zone zone) {
        return Map.of(
                "weight", String.valueOf(zone.weight()),
                "replies", zone.replies().toString(),
                "mode", PlainZone.mode(zone),
                "label", zone.label().value(),
                "kind", zone.kind().code(),
                "test", PlainZone.test(zone));
    }

    private static Map<String, String> values(DnsblSettings.CacheRules cache) {
        return Map.of(
                "entries", String.valueOf(cache.entries()),
                "listedShortest", DurationForm.write(cache.listed().shortest()),
                "listedLongest", DurationForm.write(cache.listed().longest()),
                "unlistedShortest", DurationForm.write(cache.unlisted().shortest()),
                "unlistedLongest", DurationForm.write(cache.unlisted().longest()),
                "silence", DurationForm.write(cache.silence()));
    }

    private static Map<String, String> values(HealthRules health) {
        return Map.of(
                "every", DurationForm.write(health.every()),
                "errors", health.errorPercent() + "%",
                "timeOuts", String.valueOf(health.timeOuts()));
    }

    private static Written buffer(BufferSettings buffer) {
        Map<String, String> retry = Map.of(
                "first", DurationForm.write(buffer.retry().first()),
                "max", DurationForm.write(buffer.retry().max()));
        BufferSettings.Connections connections = buffer.connections();
        BufferLimits limits = buffer.limits();
        Written written = new Written()
                .text("repository", buffer.repository())
                .text("node", buffer.node())
                .element("retry", retry, new Written())
                .text("maxAge", DurationForm.write(buffer.maxAge()))
                .text(
                        "delayWarning",
                        buffer.delayWarning().map(DurationForm::write).orElse("off"))
                .text(
                        "connections",
                        Map.of(
                                "messages", String.valueOf(connections.messages()),
                                "idle", DurationForm.write(connections.idle())),
                        String.valueOf(connections.most()))
                .text("minFreeDisk", size(limits.minFreeDisk()))
                .text(
                        "maxMessages",
                        Map.of("perDestination", String.valueOf(limits.messagesPerDestination())),
                        String.valueOf(limits.messages()))
                .text("bounceProcessor", buffer.bounceProcessor())
                .text("relayedProcessor", buffer.relayedProcessor().orElse("off"));
        return limits.octets() == Long.MAX_VALUE
                ? written
                : written.text(
                        "maxBytes",
                        Map.of("perDestination", size(limits.octetsPerDestination())),
                        size(limits.octets()));
    }

    /** In the largest unit that fits. */
    private static String size(long octets) {
        List<String> units = List.of("TiB", "GiB", "MiB", "KiB");
        for (int unit = 0; unit < units.size() - 1; unit++) {
            long one = 1L << (10 * (units.size() - unit));
            if (octets > 0 && octets % one == 0) {
                return octets / one + units.get(unit);
            }
        }
        return octets / 1024 + "KiB";
    }

    private static List<String> servers(Settings settings) {
        return settings.dns().servers().stream()
                .map(server -> hostPort(server.address().toString(), server.port()))
                .toList();
    }

    private static String every(ReloadSettings reload) {
        return reload.isOn() ? DurationForm.write(reload.every()) : "off";
    }

    private static <T> List<String> sorted(Collection<T> values, Function<T, String> name) {
        return values.stream().map(name).sorted().toList();
    }

    private Written text(String name, Map<String, String> attributes, String text) {
        elements.add(new Element(name, attributes, text, List.of()));
        return this;
    }

    private Written element(String name, Map<String, String> attributes, Written children) {
        elements.add(new Element(name, attributes, "", children.elements));
        return this;
    }

    private Written text(String name, String text) {
        elements.add(new Element(name, Map.of(), text, List.of()));
        return this;
    }

    private Written each(String name, List<String> texts) {
        texts.forEach(text -> text(name, text));
        return this;
    }

    /** An element with all of them; none if there are none. */
    private Written list(String name, List<String> entries) {
        return entries.isEmpty() ? this : text(name, String.join(", ", entries));
    }
}
