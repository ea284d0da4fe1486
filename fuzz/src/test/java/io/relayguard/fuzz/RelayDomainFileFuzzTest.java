package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.Element;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.SettingsParser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A file that {@code <domains>} names: each domain is found with its primaries, and every wrong line is named. */
class RelayDomainFileFuzzTest {
    private static final String FILE = "file://conf/domains.txt";
    private static final int LONGEST_MESSAGE = 1500;

    /** Beyond these the file is taken for no list at all, and the rest is counted. */
    private static final int NAMED_AT_MOST = 100;

    @FuzzTest
    void theDomainsOfAFileAreThoseOfItsLines(byte[] input) {
        List<String> lines = Text.of(input).lines().toList();
        PlainDomainFile plain = PlainDomainFile.read(lines);
        try {
            RelayDomains read = read(lines);
            assertEquals(Set.of(), plain.wrong);
            assertEquals(plain.lines.size(), read.size());
            plain.lines.forEach((number, line) -> {
                RelayDomain domain = read.find(new DomainName(line.name())).orElseThrow();
                assertEquals(FILE + " line " + number, domain.source());
                assertEquals(line.primaries().isEmpty() ? List.of("mx") : line.primaries(), Written.primaries(domain));
            });
        } catch (InvalidSettings refused) {
            refused.problems().forEach(problem -> Messages.check(problem.toString(), LONGEST_MESSAGE));
            if (plain.wrongWords <= NAMED_AT_MOST) {
                assertEquals(plain.wrongWords, refused.problems().size(), refused::getMessage);
                assertEquals(plain.wrong, named(refused));
            } else {
                assertTrue(plain.wrong.containsAll(named(refused)), refused::getMessage);
            }
        }
    }

    private static RelayDomains read(List<String> lines) throws InvalidSettings {
        Element file = new Element("domains", Map.of(), FILE, List.of());
        Element relayDomains = new Element("relayDomains", Map.of(), "", List.of(file));
        Element root = new Element("relayguard", Map.of(), "", List.of(relayDomains));
        return new SettingsParser(url -> lines.stream(), "mx2.example.net")
                .parse(root)
                .relayDomains();
    }

    private static Set<Integer> named(InvalidSettings refused) {
        Set<Integer> named = new TreeSet<>();
        refused.problems().stream()
                .map(InvalidSettings.Problem::element)
                .filter(place -> !place.equals(FILE))
                .forEach(place -> named.add(Integer.valueOf(place.replaceFirst("^" + FILE + " line ", ""))));
        return named;
    }
}
