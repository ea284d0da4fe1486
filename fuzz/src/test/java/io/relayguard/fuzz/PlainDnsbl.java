package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.settings.DnsblSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be said of {@code <dnsbl>} by looking for words in it; without the networks. */
record PlainDnsbl(PlainSettings settings) {
    private static final String TIMES = "ms|s|m|h|d";
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final Map<String, Long> UNITS =
            Map.of("", 1L, "%", 1L, "ms", 1L, "s", SECOND, "m", MINUTE, "h", HOUR, "d", DAY);
    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,8})(|%|" + TIMES + ")");

    /** The numbers of docs/configuration.md, and times in milliseconds. */
    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("@threshold", new Form("", 1, 10_000, 1)),
            Map.entry("@deadline", new Form(TIMES, 1, 30 * SECOND, 3 * SECOND)),
            Map.entry("@waiting", new Form("", 0, 1000, 8)),
            Map.entry("cache@entries", new Form("", 100, 10_000_000, 100_000)),
            Map.entry("cache@listedShortest", new Form(TIMES, 1, 7 * DAY, MINUTE)),
            Map.entry("cache@listedLongest", new Form(TIMES, 1, 7 * DAY, HOUR)),
            Map.entry("cache@unlistedShortest", new Form(TIMES, 1, 7 * DAY, MINUTE)),
            Map.entry("cache@unlistedLongest", new Form(TIMES, 1, 7 * DAY, HOUR)),
            Map.entry("cache@silence", new Form(TIMES, 1, 5 * MINUTE, 10 * SECOND)),
            Map.entry("health@every", new Form(TIMES, 1, DAY, 30 * MINUTE)),
            Map.entry("health@errors", new Form("%", 1, 100, 50)),
            Map.entry("health@timeOuts", new Form("", 1, 1000, 5)));

    /** A number and what may stand behind it. */
    private record Form(String units, long least, long most, long absent) {
        long read(String text) {
            Matcher written = NUMBER.matcher(text);
            assertTrue(written.matches() && written.group(2).matches(units), text);
            long number = Long.parseLong(written.group(1)) * UNITS.getOrDefault(written.group(2), 0L);
            assertTrue(number >= least && number <= most, text);
            return number;
        }
    }

    void holds(DnsblSettings read) {
        List<PlainZone> written = zones();
        List<Zone> zones = read.rules().zones();
        assertEquals(written.size(), zones.size());
        for (int i = 0; i < zones.size(); i++) {
            written.get(i).holds(zones.get(i));
        }
        assertEquals(numbers(), numbers(read));
        fitTogether(zones, read.rules().threshold());
    }

    private static void fitTogether(List<Zone> zones, int threshold) {
        Map<String, String> labels = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        Map<String, Boolean> tests = new HashMap<>();
        Set<List<Object>> seen = new HashSet<>();
        int reached = 0;
        for (Zone zone : zones) {
            String name = zone.name().secret().value();
            String label = zone.label().value();
            String asked = name + " " + zone.kind();
            assertEquals(label, Optional.ofNullable(labels.put(name, label)).orElse(label));
            assertEquals(name, Optional.ofNullable(names.put(label, name)).orElse(name));
            assertEquals(
                    zone.tested(),
                    Optional.ofNullable(tests.put(asked, zone.tested())).orElse(zone.tested()));
            assertTrue(seen.add(List.of(asked, zone.replies())), asked);
            reached += Math.max(zone.weight(), 0);
        }
        assertTrue(zones.isEmpty() || threshold <= reached, () -> threshold + " of " + zones);
    }

    private Map<String, Long> numbers() {
        Map<String, Long> numbers = new TreeMap<>();
        FORMS.forEach(
                (place, form) -> numbers.put(place, value(place).map(form::read).orElse(form.absent())));
        moveAlong(numbers, "cache@listed");
        moveAlong(numbers, "cache@unlisted");
        return numbers;
    }

    /** One end that is given moves the other one's default along. */
    private void moveAlong(Map<String, Long> numbers, String span) {
        long shortest = numbers.getOrDefault(span + "Shortest", 0L);
        long longest = numbers.getOrDefault(span + "Longest", 0L);
        boolean shortestIsGiven = value(span + "Shortest").isPresent();
        assertTrue(
                shortest <= longest
                        || !shortestIsGiven
                        || value(span + "Longest").isEmpty(),
                span);
        numbers.put(span + "Shortest", shortestIsGiven ? shortest : Math.min(shortest, longest));
        numbers.put(span + "Longest", shortestIsGiven ? Math.max(shortest, longest) : longest);
    }

    private static Map<String, Long> numbers(DnsblSettings read) {
        DnsblSettings.CacheRules cache = read.cache();
        HealthRules health = read.health();
        return Map.ofEntries(
                Map.entry("@threshold", (long) read.rules().threshold()),
                Map.entry("@deadline", read.deadline().toMillis()),
                Map.entry("@waiting", (long) read.waiting()),
                Map.entry("cache@entries", (long) cache.entries()),
                Map.entry("cache@listedShortest", cache.listed().shortest().toMillis()),
                Map.entry("cache@listedLongest", cache.listed().longest().toMillis()),
                Map.entry("cache@unlistedShortest", cache.unlisted().shortest().toMillis()),
                Map.entry("cache@unlistedLongest", cache.unlisted().longest().toMillis()),
                Map.entry("cache@silence", cache.silence().toMillis()),
                Map.entry("health@every", health.every().toMillis()),
                Map.entry("health@errors", (long) health.errorPercent()),
                Map.entry("health@timeOuts", (long) health.timeOuts()));
    }

    private Optional<String> value(String place) {
        int at = place.indexOf('@');
        return (at == 0 ? settings.elements("dnsbl") : settings.elements("dnsbl", place.substring(0, at)))
                .flatMap(element -> Optional.ofNullable(element.attributes().get(place.substring(at + 1))).stream())
                .map(String::strip)
                .findFirst();
    }

    private List<PlainZone> zones() {
        return settings.elements("dnsbl", "zone").map(PlainZone::new).toList();
    }

    /** A key that stands in a zone's name, and nowhere else, is in no message. */
    void isHidden(String message) {
        String shown = message.toLowerCase(Locale.ROOT);
        zones().stream()
                .flatMap(PlainZone::keys)
                .map(key -> key.toLowerCase(Locale.ROOT))
                .filter(shown::contains)
                .forEach(key -> assertTrue(stoodElsewhere(key), message));
    }

    private boolean stoodElsewhere(String key) {
        String all = settings.papers().toString().toLowerCase(Locale.ROOT);
        return all.indexOf(key) != all.lastIndexOf(key);
    }
}
