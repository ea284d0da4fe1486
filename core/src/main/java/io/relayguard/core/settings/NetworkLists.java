package io.relayguard.core.settings;

import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.NetworkList;
import io.relayguard.core.net.NetworkSet;
import java.util.List;
import java.util.Optional;

/** Elements that hold networks, or name a file of them; the elements of one name add up to one list. */
final class NetworkLists {
    private static final ValueForm<String> LIST = new ValueForm<>(
            "networks such as 10.0.0.0/8, !10.9.9.9, or one file such as file://conf/internal-networks.txt",
            NetworkLists::listOrFile);

    private final ListFiles files;

    NetworkLists(ListFiles files) {
        this.files = files;
    }

    private static Optional<String> listOrFile(String text) {
        return Optional.of(text)
                .filter(given -> !given.isEmpty() && (ListFile.isOne(given) || !given.contains(ListFile.PREFIX)));
    }

    NetworkSet read(ElementReader parent, String name, NetworkSet absent) {
        NetworkList list = new NetworkList();
        List<ElementReader> given = parent.each(name, element -> {
            element.text(LIST).ifPresent(text -> add(list, element, text));
            return element;
        });
        return given.isEmpty() ? absent : toSet(list, parent);
    }

    private void add(NetworkList list, ElementReader element, String text) {
        if (ListFile.isOne(text)) {
            ListFile.read(files, element, text, lines -> list.addLines(text, lines));
        } else {
            list.addText(element.path(), text);
        }
    }

    private static NetworkSet toSet(NetworkList list, ElementReader parent) {
        try {
            return list.toSet();
        } catch (InvalidNetworks invalid) {
            invalid.problems()
                    .forEach(problem -> parent.problemAt(problem.place(), problem.found(), problem.expected()));
            return NetworkSet.EMPTY;
        }
    }
}
