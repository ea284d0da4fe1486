package io.relayguard.core.settings;

import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.settings.DnsblSettings.CacheRules;
import io.relayguard.core.settings.DnsblSettings.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code <dnsbl>}, without its zones one by one: those are {@link ZoneParser}'s. */
final class DnsblParser {
    private static final ValueForm<Integer> THRESHOLD =
            NumberForm.between(1, DnsblRules.GREATEST_THRESHOLD, "a threshold");
    private static final ValueForm<Duration> DEADLINE = DurationForm.atMost(Duration.ofSeconds(30), "3s");
    private static final ValueForm<Integer> WAITING = NumberForm.between(0, 1000, "a number of clients");
    private static final ValueForm<Integer> ENTRIES = NumberForm.between(100, 10_000_000, "a number of answers");
    private static final ValueForm<Duration> KEPT = DurationForm.atMost(Duration.ofDays(7), "1h");
    private static final ValueForm<Duration> SILENCE = DurationForm.atMost(Duration.ofMinutes(5), "10s");
    private static final ValueForm<Duration> EVERY = DurationForm.atMost(Duration.ofDays(1), "30m");
    private static final ValueForm<Integer> ERRORS = new ValueForm<>(
            "a share from 1% to 100%, such as 50%",
            text -> text.endsWith("%")
                    ? NumberForm.between(1, 100, "a share").read(text.substring(0, text.length() - 1))
                    : Optional.empty());
    private static final ValueForm<Integer> TIME_OUTS = NumberForm.between(1, 1000, "a number of questions");

    private final NetworkLists networkLists;

    DnsblParser(ListFiles files) {
        this.networkLists = new NetworkLists(files);
    }

    DnsblSettings read(ElementReader dnsbl) {
        dnsbl.onlySecrets(List.of("threshold", "deadline", "waiting"), List.of("zone", "exempt", "cache", "health"));
        DnsblSettings defaults = DnsblSettings.NONE;
        int threshold = dnsbl.attribute("threshold", THRESHOLD, 1).orElse(1);
        return new DnsblSettings(
                rules(dnsbl, threshold),
                dnsbl.attribute("deadline", DEADLINE, defaults.deadline()).orElse(defaults.deadline()),
                dnsbl.attribute("waiting", WAITING, defaults.waiting()).orElse(defaults.waiting()),
                networkLists.read(dnsbl, "exempt", NetworkSet.EMPTY),
                dnsbl.once("cache", DnsblParser::cache, CacheRules.DEFAULT),
                dnsbl.once("health", DnsblParser::health, HealthRules.DEFAULT));
    }

    private static DnsblRules rules(ElementReader dnsbl, int threshold) {
        ZoneParser parser = new ZoneParser();
        List<Zone> zones = new ArrayList<>();
        List<ElementReader> written = dnsbl.each("zone", element -> {
            parser.read(element).ifPresent(zones::add);
            return element;
        });
        DnsblRules rules = new DnsblRules(zones, threshold);
        boolean allRead = written.size() == zones.size();
        if (allRead && !zones.isEmpty() && threshold > rules.greatestScore()) {
            dnsbl.problem(
                    "the threshold " + threshold,
                    "one that the zones can reach: all their positive weights come to " + rules.greatestScore());
        }
        return rules;
    }

    private static CacheRules cache(ElementReader cache) {
        cache.only(
                List.of("entries", "listedShortest", "listedLongest", "unlistedShortest", "unlistedLongest", "silence"),
                List.of());
        CacheRules defaults = CacheRules.DEFAULT;
        return new CacheRules(
                cache.attribute("entries", ENTRIES, defaults.entries()).orElse(defaults.entries()),
                span(cache, "listed", defaults.listed()),
                span(cache, "unlisted", defaults.unlisted()),
                cache.attribute("silence", SILENCE, defaults.silence()).orElse(defaults.silence()));
    }

    private static Span span(ElementReader cache, String name, Span defaults) {
        String first = name + "Shortest";
        String second = name + "Longest";
        Optional<Duration> shortest = cache.attribute(first, KEPT, defaults.shortest());
        Optional<Duration> longest = cache.attribute(second, KEPT, defaults.longest());
        if (shortest.isEmpty() || longest.isEmpty()) {
            return defaults;
        }
        if (cache.has(first) && cache.has(second) && shortest.get().compareTo(longest.get()) > 0) {
            cache.attributeProblem(first, "at most what " + second + " says, " + DurationForm.write(longest.get()));
            return defaults;
        }
        return span(shortest.get(), longest.get(), cache.has(first));
    }

    /** One end that is given moves the other one's default along. */
    private static Span span(Duration shortest, Duration longest, boolean shortestIsGiven) {
        if (shortest.compareTo(longest) <= 0) {
            return new Span(shortest, longest);
        }
        return shortestIsGiven ? new Span(shortest, shortest) : new Span(longest, longest);
    }

    private static HealthRules health(ElementReader health) {
        health.only(List.of("every", "errors", "timeOuts"), List.of());
        HealthRules defaults = HealthRules.DEFAULT;
        return new HealthRules(
                health.attribute("every", EVERY, defaults.every()).orElse(defaults.every()),
                health.attribute("errors", ERRORS, defaults.errorPercent()).orElse(defaults.errorPercent()),
                health.attribute("timeOuts", TIME_OUTS, defaults.timeOuts()).orElse(defaults.timeOuts()));
    }
}
