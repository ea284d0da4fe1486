package io.relayguard.core.settings;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.DomainTable;
import io.relayguard.core.net.Excerpt;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomainList;
import io.relayguard.core.primary.RelayDomains;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The lines of a file of relay domains: {@code example.org}, or {@code example.org smtp://10.0.0.5 mx}. */
final class RelayDomainLines {
    private static final String ONE_A_LINE = "one domain a line, such as example.org";

    /** A file that is no list at all shall not fill the log. */
    private static final int MOST_PROBLEMS = 100;

    private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

    private final ElementReader element;
    private final String url;
    private final RelayDomains earlier;
    private final Primary primary;
    private final DomainTable.Builder table = new DomainTable.Builder();
    private final Map<Integer, List<Primary>> own = new HashMap<>();
    private final Map<List<Primary>, List<Primary>> alike = new HashMap<>();
    private int line;
    private int problems;

    /** The domains that stand elsewhere already may not stand here again. */
    RelayDomainLines(ElementReader element, String url, RelayDomains earlier, Primary primary) {
        this.element = element;
        this.url = url;
        this.earlier = earlier;
        this.primary = primary;
    }

    void readAll(Stream<String> lines) {
        for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
            line++;
            readLine(each.next());
        }
        if (problems > MOST_PROBLEMS) {
            element.problemAt(url, problems - MOST_PROBLEMS + " more wrong lines", ONE_A_LINE);
        }
    }

    RelayDomainList toList() {
        return new RelayDomainList(url, table.build(), List.of(primary), own);
    }

    private void readLine(String written) {
        int comment = written.indexOf('#');
        String text = CharMatcher.whitespace().trimFrom(comment < 0 ? written : written.substring(0, comment));
        if (text.isEmpty()) {
            return;
        }
        int end = CharMatcher.whitespace().indexIn(text);
        String domain = end < 0 ? text : text.substring(0, end);
        Optional<DomainName> name = DomainForm.FORM.read(domain);
        if (name.isEmpty()) {
            problem(domain, DomainForm.FORM.expected());
        } else {
            add(name.get());
        }
        if (end >= 0) {
            readPrimaries(text.substring(end));
        }
    }

    private void add(DomainName name) {
        Optional<RelayDomain> elsewhere = earlier.find(name);
        OptionalInt here = elsewhere.isPresent() ? OptionalInt.empty() : table.add(name, line);
        if (elsewhere.isPresent()) {
            problem(name.value(), once(elsewhere.get().source()));
        } else if (here.isPresent()) {
            problem(name.value(), once("line " + here.getAsInt()));
        }
    }

    private static String once(String place) {
        return "each domain once (it stands in " + place + " too)";
    }

    private void readPrimaries(String text) {
        Set<Primary> primaries = new LinkedHashSet<>();
        for (String word : WORDS.split(text)) {
            Optional<Primary> given = PrimaryForm.FORM.read(word);
            if (given.isEmpty()) {
                problem(word, PrimaryForm.FORM.expected());
            } else if (!primaries.add(given.get())) {
                problem(word, "each primary once");
            }
        }
        List<Primary> inOrder = List.copyOf(primaries);
        own.put(line, alike.computeIfAbsent(inOrder, same -> same));
    }

    private void problem(String found, String expected) {
        problems++;
        if (problems <= MOST_PROBLEMS) {
            element.problemAt(url + " line " + line, Excerpt.quote(found), expected);
        }
    }
}
