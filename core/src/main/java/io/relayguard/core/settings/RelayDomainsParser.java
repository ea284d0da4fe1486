package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code <relayDomains>}: every domain once, each with at least one primary, no primary twice. */
final class RelayDomainsParser {
    private final Map<DomainName, String> paths = new HashMap<>();
    private final Map<DomainName, RelayDomain> domains = new LinkedHashMap<>();

    private RelayDomainsParser() {}

    static RelayDomains read(ElementReader relayDomains) {
        relayDomains.only(List.of(), List.of("domain"));
        RelayDomainsParser parser = new RelayDomainsParser();
        relayDomains.each("domain", parser::readDomain);
        return RelayDomains.of(parser.domains.values());
    }

    /** Reads the primaries of a domain without a good name too, for their problems. */
    private Optional<DomainName> readDomain(ElementReader domain) {
        domain.only(List.of("name"), List.of("primary"));
        Optional<DomainName> name = domain.attribute("name", DomainForm.FORM);
        List<Primary> primaries =
                readPrimaries(name.map(DomainName::value).map(domain::called).orElse(domain));
        name.ifPresent(good -> add(domain, new RelayDomain(good, primaries)));
        return name;
    }

    private void add(ElementReader element, RelayDomain domain) {
        String earlier = paths.putIfAbsent(domain.name(), element.path());
        if (earlier == null) {
            domains.put(domain.name(), domain);
        } else {
            String expected = "each domain once (it stands in " + earlier + " too)";
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
}
