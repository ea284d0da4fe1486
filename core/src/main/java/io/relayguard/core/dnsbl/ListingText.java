package io.relayguard.core.dnsbl;

import com.google.common.base.CharMatcher;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a zone says about a listing in its TXT record, fit to be shown to the client: one line of printable ASCII, at most
 * 200 characters, the zone's own name, and what may be a key in it, replaced by its label.
 *
 * @param value empty where the zone says nothing
 */
public record ListingText(String value) {
    public static final ListingText NONE = new ListingText("");

    private static final int LONGEST = 200;
    private static final int SHORTEST_KEY = 8;
    private static final CharMatcher PRINTABLE = CharMatcher.inRange('!', '~');

    /** Cleans what came from DNS, where anybody may have written anything. */
    public static ListingText of(String written, Zone zone) {
        String plain = PRINTABLE.negate().trimAndCollapseFrom(written, ' ');
        String label = zone.label().value();
        boolean isOpen = label.equals(zone.name().secret().value());
        String hidden = isOpen ? plain : hidden(zone.name()).matcher(plain).replaceAll(Matcher.quoteReplacement(label));
        return new ListingText(hidden.length() > LONGEST ? hidden.substring(0, LONGEST) + "..." : hidden);
    }

    /**
     * The whole name; any part that looks like a key; and, as a word of its own, a long first part, where paid lists have
     * the key, however it looks. A short one, such as "bl", stands in the addresses of pages that a text points to. In any
     * case of its letters, as DNS itself does not tell them apart.
     */
    private static Pattern hidden(ZoneName name) {
        String whole = name.secret().value();
        String first = whole.substring(0, whole.indexOf('.'));
        Stream<String> word =
                first.length() < SHORTEST_KEY ? Stream.of() : Stream.of("(?<![a-z0-9-])" + first + "(?![a-z0-9-])");
        return Pattern.compile(
                Stream.of(Stream.of(Pattern.quote(whole)), name.keys(), word)
                        .flatMap(parts -> parts)
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE);
    }

    @Override
    public String toString() {
        return value;
    }
}
