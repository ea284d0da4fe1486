package io.relayguard.core.net;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.relayguard.core.net.InvalidNetworks.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads one list of networks from all the places where its entries stand, and keeps count of all that is wrong.
 *
 * <p>An entry is an address or a network; {@code !} before it takes it out again. Used by one thread, once.
 */
public final class NetworkList {
    private static final String NO_TEXT = "networks separated by commas or spaces, such as 10.0.0.0/8, !10.9.9.9";
    private static final String COMMA = "an entry before and after each comma";
    private static final String ONE_A_LINE = "one entry a line, such as 10.0.0.0/8";

    private static final String ONCE = "each network once";

    /** A file that is no list at all shall not fill the log. */
    private static final int MOST_OF_A_KIND = 100;

    private static final int SMALL = 16;

    private static final CharMatcher SEPARATOR = CharMatcher.whitespace().or(CharMatcher.is(','));

    private final Entries.Builder ipv4 = new Entries.Builder(IpAddress.Family.IPV4, SMALL);
    private final Entries.Builder ipv6 = new Entries.Builder(IpAddress.Family.IPV6, SMALL);
    private final Places.Builder places = new Places.Builder();
    private final List<Problem> problems = new ArrayList<>();

    /** Adds entries separated by commas, spaces or line ends; {@code source} is what messages call this text. */
    public NetworkList addText(String source, String text) {
        places.text(source);
        if (text.isBlank()) {
            problems.add(new Problem(source, Excerpt.quote(text), NO_TEXT));
            return this;
        }
        for (String part : Splitter.on(',').split(text)) {
            addPart(source, part);
        }
        return this;
    }

    private void addPart(String source, String part) {
        List<String> written =
                Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(part);
        if (written.isEmpty()) {
            problems.add(new Problem(source, "nothing", COMMA));
        }
        written.forEach(entry -> add(source, entry, 0));
    }

    /** Adds the lines of a file: one entry a line, {@code #} begins a comment; the caller closes the stream. */
    public NetworkList addLines(String source, Stream<String> lines) {
        places.file(source);
        int before = problems.size();
        int number = 0;
        for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
            addLine(source, each.next(), ++number);
        }
        cutProblems(before + MOST_OF_A_KIND, source, "wrong lines", ONE_A_LINE);
        return this;
    }

    private void addLine(String source, String line, int number) {
        int comment = line.indexOf('#');
        String entry = CharMatcher.whitespace().trimFrom(comment < 0 ? line : line.substring(0, comment));
        if (SEPARATOR.matchesAnyOf(entry)) {
            problems.add(new Problem(Places.name(source, number), Excerpt.quote(entry), ONE_A_LINE));
        } else if (!entry.isEmpty()) {
            add(source, entry, number);
        }
    }

    private void cutProblems(int most, String place, String kind, String expected) {
        int more = problems.size() - most;
        if (more > 0) {
            problems.subList(most, problems.size()).clear();
            problems.add(new Problem(place, more + " more " + kind, expected));
        }
    }

    private void add(String source, String entry, int line) {
        int place = places.place(line);
        boolean excluded = entry.startsWith("!");
        try {
            IpNetwork network = IpNetwork.parse(excluded ? entry.substring(1) : entry);
            of(network.first().family()).add(network, excluded, place);
        } catch (NotANetwork wrong) {
            problems.add(new Problem(Places.name(source, line), Excerpt.quote(entry), wrong.expected()));
        }
    }

    private Entries.Builder of(IpAddress.Family family) {
        return switch (family) {
            case IPV4 -> ipv4;
            case IPV6 -> ipv6;
        };
    }

    /**
     * The set of all entries.
     *
     * @throws InvalidNetworks if any entry was wrong, or a network stands twice, with the same sign or the other
     */
    public NetworkSet toSet() throws InvalidNetworks {
        Entries orderedIpv4 = ordered(ipv4.build());
        Entries orderedIpv6 = ordered(ipv6.build());
        Places named = places.build();
        int before = problems.size();
        addDuplicates(orderedIpv4, named);
        addDuplicates(orderedIpv6, named);
        cutProblems(before + MOST_OF_A_KIND, "the whole list", "repeated networks", ONCE);
        if (!problems.isEmpty()) {
            throw new InvalidNetworks(problems);
        }
        return new NetworkSet(new NestedNetworks(orderedIpv4), new NestedNetworks(orderedIpv6), named);
    }

    private static Entries ordered(Entries entries) {
        return entries.inOrder(EntryOrder.of(entries));
    }

    private void addDuplicates(Entries ordered, Places named) {
        for (int entry = 1; entry < ordered.size(); entry++) {
            if (ordered.compare(entry - 1, entry) == 0) {
                problems.add(duplicate(ordered.entry(entry - 1, named), ordered.entry(entry, named)));
            }
        }
    }

    private static Problem duplicate(NetworkSet.Entry first, NetworkSet.Entry second) {
        String kind = first.excluded() == second.excluded() ? "a duplicate" : "a contradiction";
        return new Problem(
                second.source(),
                Excerpt.quote(second.toString()),
                ONCE + " (" + kind + " of " + first + " in " + first.source() + ")");
    }
}
