package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.settings.Element;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code <zone>} by its text and its attributes; names have a test of their own. */
record PlainZone(Element element) {
    private static final Pattern NAME = Pattern.compile("(?=.{3,189}\\z)[^.]+(?:\\.[^.]+)+");
    private static final Pattern LABEL = Pattern.compile("(?![.-])[A-Za-z0-9._-]{1,189}(?<![.-])");
    private static final Pattern KEY = Pattern.compile("(?i)(?=.*[0-9])(?=.*[a-z])[a-z0-9_-]{16,}");
    private static final int GREATEST_WEIGHT = 100;

    /** What was read is what stands there, letter by letter but for the name. */
    void holds(Zone zone) {
        String name = PlainDomainFile.name(element.text().strip()).orElseThrow();
        assertTrue(NAME.matcher(name).matches(), name);
        assertTrue(keys(name).findAny().isEmpty() || element.attributes().containsKey("label"), name);
        String label = value("label", name);
        assertTrue(LABEL.matcher(label).matches(), label);
        assertTrue(zone.weight() != 0 && Math.abs(zone.weight()) <= GREATEST_WEIGHT, zone::toString);
        List<String> written = List.of(
                name,
                label,
                value("weight", "1"),
                value("kind", "client"),
                value("mode", "enforce"),
                value("test", "rfc5782"));
        assertEquals(written, values(zone));
        String replies = value("replies", "127.[0..255].[0..255].[0..255]");
        PlainReplies.read(replies).orElseThrow().holds(zone.replies());
    }

    private static List<String> values(Zone zone) {
        return List.of(
                zone.name().secret().value(),
                zone.label().value(),
                String.valueOf(zone.weight()),
                zone.kind().code(),
                mode(zone),
                test(zone));
    }

    static String mode(Zone zone) {
        return zone.observed() ? "observe" : "enforce";
    }

    static String test(Zone zone) {
        return zone.tested() ? "rfc5782" : "none";
    }

    private String value(String attribute, String absent) {
        return element.attributes().getOrDefault(attribute, absent).strip();
    }

    /** The parts of the text that look like keys. */
    Stream<String> keys() {
        return keys(element.text());
    }

    private static Stream<String> keys(String name) {
        return Stream.of(name.strip().split("\\."))
                .filter(part -> KEY.matcher(part).matches());
    }
}
