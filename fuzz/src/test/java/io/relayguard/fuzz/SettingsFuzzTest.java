package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.settings.Element;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import io.relayguard.core.settings.SettingsParser;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link SettingsParser}: what is accepted is what stands there, to the last word, and what is refused is named. */
class SettingsFuzzTest {
    private static final int LONGEST_MESSAGE = 2500;
    private static final Pattern LINE = Pattern.compile("(?s)(file://.*) line ([0-9]+)");

    @FuzzTest
    void aDocumentSaysWhatItSaysOrIsRefusedWithItsPlaces(byte[] input) {
        Papers papers = Papers.read(Text.of(input));
        try {
            Settings settings = papers.parsed();
            saysWhatStandsThere(settings, new PlainSettings(papers));
            isTheSameWhenItIsWrittenOut(settings);
        } catch (InvalidSettings refused) {
            assertFalse(refused.problems().isEmpty());
            PlainDnsbl plain = new PlainDnsbl(new PlainSettings(papers));
            refused.problems().forEach(problem -> {
                isReadable(problem, papers.files());
                plain.isHidden(problem.toString());
            });
        }
    }

    private static void saysWhatStandsThere(Settings settings, PlainSettings plain) {
        assertEquals(List.of(), plain.strangers());
        holds(plain.networks("networks", "internal"), settings.networks().internal());
        holds(plain.networks("networks", "gateways"), settings.networks().gateways());
        holds(plain.networks("dnsbl", "exempt"), settings.dnsbl().exempt());
        new PlainDnsbl(plain).holds(settings.dnsbl());
        assertEquals(plain.relayDomains(), names(settings.relayDomains()));
        assertEquals(mode(plain.papers().root()), settings.rules().enforcement().mode());
    }

    /** Nothing written is loopback for internal networks, and nobody elsewhere. */
    private static void holds(List<PlainList> written, NetworkSet set) {
        written.forEach(list -> {
            assertTrue(list.wrong.isEmpty(), list.entries::toString);
            NetworkLaws.holds(list, set);
        });
        assertTrue(!written.isEmpty() || set == NetworkSet.LOOPBACK || set == NetworkSet.EMPTY, set::toString);
    }

    private static Set<String> names(RelayDomains domains) {
        Set<String> names = new TreeSet<>();
        domains.named().keySet().forEach(name -> names.add(name.value()));
        domains.lists()
                .forEach(list -> list.lines()
                        .entries()
                        .forEach(entry -> names.add(entry.name().value())));
        assertEquals(domains.size(), names.size());
        return names;
    }

    /** An open relay is asked for by name. */
    private static Mode mode(Element root) {
        return switch (root.attributes().getOrDefault("mode", "enforce").strip()) {
            case "observe-all" -> Mode.OBSERVE_ALL;
            case "observe" -> Mode.OBSERVE;
            default -> Mode.ENFORCE;
        };
    }

    private static void isTheSameWhenItIsWrittenOut(Settings settings) {
        Papers written = Written.of(settings);
        try {
            assertEquals(written, Written.of(written.parsed()));
        } catch (InvalidSettings refused) {
            throw new AssertionError(refused.getMessage(), refused);
        }
    }

    private static void isReadable(InvalidSettings.Problem problem, Map<String, List<String>> files) {
        Messages.check(problem.toString(), LONGEST_MESSAGE);
        Matcher line = LINE.matcher(problem.element());
        if (line.matches()) {
            int lines = Objects.requireNonNull(files.get(line.group(1)), problem::toString)
                    .size();
            int number = Integer.parseInt(line.group(2));
            assertTrue(number >= 1 && number <= lines, problem::toString);
        }
    }
}
