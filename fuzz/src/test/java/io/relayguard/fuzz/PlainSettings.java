package io.relayguard.fuzz;

import io.relayguard.core.settings.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What can be said of a relayguard.xml by looking for words in it. */
record PlainSettings(Papers papers) {
    /** All elements and attributes that there are; what ends in a plus may stand more than once. */
    private static final Set<String> WORDS = Set.of(
            "relayguard",
            "@mode",
            "role+",
            "observe+",
            "forgedSenders",
            "forgedSenders@default",
            "forgedSenders/accept+",
            "forgedSenders/refuse+",
            "networks",
            "networks/internal+",
            "networks/gateways+",
            "networks/self+",
            "networks/suspectGateway",
            "relayDomains",
            "relayDomains/domain+",
            "relayDomains/domain@name",
            "relayDomains/domain/primary+",
            "relayDomains/domain/etrn+",
            "relayDomains/domains+",
            "relayDomains/domains@primary",
            "dnsbl",
            "dnsbl@threshold",
            "dnsbl@deadline",
            "dnsbl@waiting",
            "dnsbl/zone+",
            "dnsbl/zone@weight",
            "dnsbl/zone@replies",
            "dnsbl/zone@mode",
            "dnsbl/zone@label",
            "dnsbl/zone@kind",
            "dnsbl/zone@test",
            "dnsbl/exempt+",
            "dnsbl/cache",
            "dnsbl/cache@entries",
            "dnsbl/cache@listedShortest",
            "dnsbl/cache@listedLongest",
            "dnsbl/cache@unlistedShortest",
            "dnsbl/cache@unlistedLongest",
            "dnsbl/cache@silence",
            "dnsbl/health",
            "dnsbl/health@every",
            "dnsbl/health@errors",
            "dnsbl/health@timeOuts",
            "buffer",
            "buffer/repository",
            "buffer/node",
            "buffer/retry",
            "buffer/retry@first",
            "buffer/retry@max",
            "buffer/maxAge",
            "buffer/delayWarning",
            "buffer/connections",
            "buffer/connections@messages",
            "buffer/connections@idle",
            "buffer/minFreeDisk",
            "buffer/maxMessages",
            "buffer/maxMessages@perDestination",
            "buffer/maxBytes",
            "buffer/maxBytes@perDestination",
            "buffer/bounceProcessor",
            "buffer/relayedProcessor",
            "dns",
            "dns/server+",
            "reload",
            "reload@every");

    /** Those that hold others, or nothing. */
    private static final Set<String> WITHOUT_TEXT = Set.of(
            "relayguard",
            "forgedSenders",
            "networks",
            "relayDomains",
            "relayDomains/domain",
            "dnsbl",
            "dnsbl/cache",
            "dnsbl/health",
            "buffer",
            "buffer/retry",
            "dns",
            "reload");

    /** Elements and attributes that are unknown or stand too often, and texts where none belongs. */
    List<String> strangers() {
        List<String> strangers = new ArrayList<>();
        addStrangers(papers.root(), papers.root().name(), strangers);
        return strangers;
    }

    private static void addStrangers(Element element, String path, List<String> strangers) {
        String prefix = path.equals("relayguard") ? "" : path;
        if (WITHOUT_TEXT.contains(path) && !element.text().isBlank()) {
            strangers.add("text in " + path);
        }
        element.attributes().keySet().stream()
                .map(name -> prefix + "@" + name)
                .filter(name -> !WORDS.contains(name))
                .forEach(strangers::add);
        Set<String> seen = new HashSet<>();
        for (Element child : element.children()) {
            String name = prefix.isEmpty() ? child.name() : prefix + "/" + child.name();
            boolean known = WORDS.contains(name + "+") || (WORDS.contains(name) && seen.add(name));
            if (!known) {
                strangers.add(name);
            }
            addStrangers(child, name, strangers);
        }
    }

    /** The list in these elements; empty if there is no such element. */
    List<PlainList> networks(String parent, String name) {
        PlainList list = new PlainList();
        List<Element> elements = elements(parent, name).toList();
        elements.stream().map(element -> element.text().strip()).forEach(text -> {
            if (text.startsWith("file://")) {
                list.addLines(file(text));
            } else {
                list.addText(text);
            }
        });
        return elements.isEmpty() ? List.of() : List.of(list);
    }

    Set<String> relayDomains() {
        Set<String> names = new TreeSet<>();
        elements("relayDomains", "domain")
                .map(domain ->
                        Objects.requireNonNull(domain.attributes().get("name")).strip())
                .flatMap(name -> PlainDomainFile.name(name).stream())
                .forEach(names::add);
        elements("relayDomains", "domains")
                .map(domains -> PlainDomainFile.read(file(domains.text().strip())))
                .forEach(file -> file.lines.values().forEach(line -> names.add(line.name())));
        return names;
    }

    List<String> file(String url) {
        return Objects.requireNonNull(papers.files().get(url), url);
    }

    Stream<Element> elements(String name) {
        return children(papers.root(), name);
    }

    Stream<Element> elements(String parent, String name) {
        return elements(parent).flatMap(element -> children(element, name));
    }

    private static Stream<Element> children(Element element, String name) {
        return element.children().stream().filter(child -> child.name().equals(name));
    }
}
