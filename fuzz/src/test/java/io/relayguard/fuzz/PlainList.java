package io.relayguard.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A list of networks: of all entries that cover an address the one with the longest prefix decides. */
final class PlainList {
    /** White space as Unicode has it. */
    static final Pattern SPACE = Pattern.compile("(?U)\\s+");

    private static final Pattern AROUND = Pattern.compile("(?U)^\\s+|\\s+\\z");
    private static final Pattern COMMENT = Pattern.compile("(?s)#.*");

    /** The numbers of the lines, or of the entries of a text, that may not stand there. */
    final Set<Integer> wrong = new TreeSet<>();

    /** The entries that may. */
    final List<Entry> entries = new ArrayList<>();

    private final Set<PlainNetwork> seen = new HashSet<>();

    /** One entry. */
    record Entry(PlainNetwork network, boolean excluded) {}

    /** Adds the lines of a file; those of several files are not told apart. */
    PlainList addLines(List<String> lines) {
        int number = 0;
        for (String line : lines) {
            number++;
            String entry = withoutComment(line);
            if (!entry.isEmpty() && !add(entry)) {
                wrong.add(number);
            }
        }
        return this;
    }

    /** Adds a text; what is wrong with it has no number but 0. */
    PlainList addText(String text) {
        for (String part : List.of(text.split(",", -1))) {
            for (String entry : List.of(SPACE.split(trimmed(part)))) {
                if (!add(entry)) {
                    wrong.add(0);
                }
            }
        }
        return this;
    }

    /** What stands in a line of a file before the comment. */
    static String withoutComment(String line) {
        return trimmed(COMMENT.matcher(line).replaceFirst(""));
    }

    private static String trimmed(String text) {
        return AROUND.matcher(text).replaceAll("");
    }

    private boolean add(String written) {
        boolean excluded = written.startsWith("!");
        Optional<PlainNetwork> network = PlainNetwork.read(excluded ? written.substring(1) : written);
        network.ifPresent(read -> entries.add(new Entry(read, excluded)));
        return network.filter(seen::add).isPresent();
    }

    boolean contains(PlainAddress address) {
        return entries.stream()
                .filter(entry -> entry.network().covers(address))
                .max(Comparator.comparingInt(entry -> entry.network().prefix()))
                .filter(entry -> !entry.excluded())
                .isPresent();
    }
}
