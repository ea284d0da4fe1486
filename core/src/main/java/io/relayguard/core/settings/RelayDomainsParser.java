package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomainList;
import io.relayguard.core.primary.RelayDomains;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code <relayDomains>}: every domain once, each with at least one primary, no primary twice. */
final class RelayDomainsParser {
    private static final ValueForm<String> FILE = new ValueForm<>(
            "one file such as file://conf/relay-domains.txt",
            text -> Optional.of(text).filter(ListFile::isOne));

    private final ListFiles files;
    private final Map<DomainName, RelayDomain> named = new LinkedHashMap<>();
    private final List<RelayDomainList> lists = new ArrayList<>();

    private RelayDomainsParser(ListFiles files) {
        this.files = files;
    }

    static RelayDomains read(ElementReader relayDomains, ListFiles files) {
        relayDomains.only(List.of(), List.of("domain", "domains"));
        RelayDomainsParser parser = new RelayDomainsParser(files);
        relayDomains.each("domain", parser::readDomain);
        relayDomains.each("domains", parser::readFile);
        return new RelayDomains(parser.named, parser.lists);
    }

    /** Reads what a domain without a good name has, too, for its problems. */
    private Optional<DomainName> readDomain(ElementReader domain) {
        domain.only(List.of("name"), List.of("primary", "etrn"));
        Optional<DomainName> name = domain.attribute("name", DomainForm.FORM);
        ElementReader called = name.map(DomainName::value).map(domain::called).orElse(domain);
        List<Primary> primaries = readPrimaries(called);
        NetworkSet etrn = new NetworkLists(files).read(called, "etrn", NetworkSet.EMPTY);
        name.ifPresent(good -> add(domain, new RelayDomain(good, primaries, domain.path(), etrn)));
        return name;
    }

    private void add(ElementReader element, RelayDomain domain) {
        RelayDomain earlier = named.putIfAbsent(domain.name(), domain);
        if (earlier != null) {
            String expected = "each domain once (it stands in " + earlier.source() + " too)";
            element.attributeProblem("name", expected);
        }
    }

    private static List<Primary> readPrimaries(ElementReader domain) {
        Map<Primary, String> primaries = new LinkedHashMap<>();
        List<Optional<Primary>> given = domain.each("primary", element -> {
            Optional<Primary> primary = element.text(PrimaryForm.FORM);
            primary.ifPresent(good -> add(primaries, element, good));
            return primary;
        });
        if (given.isEmpty()) {
            domain.problemAt(domain.path() + "/primary", "nothing", "at least one: " + PrimaryForm.FORM.expected());
        }
        return List.copyOf(primaries.keySet());
    }

    private static void add(Map<Primary, String> primaries, ElementReader element, Primary primary) {
        String earlier = primaries.putIfAbsent(primary, element.path());
        if (earlier != null) {
            String expected = "each primary once (it stands in " + earlier + " too)";
            element.problem(expected);
        }
    }

    private Optional<String> readFile(ElementReader element) {
        Optional<Primary> primary = element.attribute("primary", PrimaryForm.FORM, new Primary.Mx());
        Optional<String> url = element.textBeside(List.of("primary"), FILE);
        if (primary.isPresent() && url.isPresent()) {
            RelayDomainLines lines =
                    new RelayDomainLines(element, url.get(), new RelayDomains(named, lists), primary.get());
            ListFile.read(files, element, url.get(), lines::readAll);
            lists.add(lines.toList());
        }
        return url;
    }
}
