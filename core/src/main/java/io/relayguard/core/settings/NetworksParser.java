package io.relayguard.core.settings;

import com.google.common.base.CharMatcher;
import io.relayguard.core.net.Excerpt;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.NetworkList;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code <networks>}: both lists have one syntax; the elements of a name add up to one list. */
final class NetworksParser {
    private static final String FILE = "file://";
    private static final CharMatcher SEPARATOR = CharMatcher.whitespace().or(CharMatcher.is(','));
    private static final ValueForm<String> LIST = new ValueForm<>(
            "networks such as 10.0.0.0/8, !10.9.9.9, or one file such as file://conf/internal-networks.txt",
            NetworksParser::listOrFile);

    private final ListFiles files;

    NetworksParser(ListFiles files) {
        this.files = files;
    }

    Networks read(ElementReader networks) {
        networks.only(List.of(), List.of("internal", "gateways"));
        return new Networks(
                list(networks, "internal", Networks.DEFAULT.internal()),
                list(networks, "gateways", Networks.DEFAULT.gateways()));
    }

    private static Optional<String> listOrFile(String text) {
        boolean oneFile = text.startsWith(FILE) && text.length() > FILE.length() && SEPARATOR.matchesNoneOf(text);
        return Optional.of(text).filter(given -> !given.isEmpty() && (oneFile || !given.contains(FILE)));
    }

    private NetworkSet list(ElementReader networks, String name, NetworkSet absent) {
        NetworkList list = new NetworkList();
        List<ElementReader> given = networks.each(name, element -> {
            element.text(LIST).ifPresent(text -> add(list, element, text));
            return element;
        });
        return given.isEmpty() ? absent : toSet(list, networks);
    }

    private void add(NetworkList list, ElementReader element, String text) {
        if (!text.startsWith(FILE)) {
            list.addText(element.path(), text);
            return;
        }
        try (Stream<String> lines = files.lines(text)) {
            list.addLines(text, lines);
        } catch (IOException | UncheckedIOException unreadable) {
            String why = Excerpt.plain(String.valueOf(unreadable.getMessage()));
            element.problem("a text file that can be read (" + why + ")");
        }
    }

    private static NetworkSet toSet(NetworkList list, ElementReader networks) {
        try {
            return list.toSet();
        } catch (InvalidNetworks invalid) {
            invalid.problems()
                    .forEach(problem -> networks.problemAt(problem.place(), problem.found(), problem.expected()));
            return NetworkSet.EMPTY;
        }
    }
}
