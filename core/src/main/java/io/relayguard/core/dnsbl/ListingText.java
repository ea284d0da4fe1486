package io.relayguard.core.dnsbl;

import com.google.common.base.CharMatcher;
import java.util.Locale;

/**
 * What a zone says about a listing in its TXT record, fit to be shown to the client: one line of printable ASCII, at most
 * 200 characters, the zone's own name replaced by its label.
 *
 * @param value empty where the zone says nothing
 */
public record ListingText(String value) {
    public static final ListingText NONE = new ListingText("");

    private static final int LONGEST = 200;
    private static final CharMatcher PRINTABLE = CharMatcher.inRange('!', '~');

    /** Cleans what came from DNS, where anybody may have written anything. */
    public static ListingText of(String written, Zone zone) {
        String plain = PRINTABLE.negate().trimAndCollapseFrom(written, ' ');
        String hidden = hide(plain, zone.name().secret().value(), zone.label().value());
        return new ListingText(hidden.length() > LONGEST ? hidden.substring(0, LONGEST) + "..." : hidden);
    }

    /** In any case of its letters, as DNS itself does not tell them apart; the label is a part of many names. */
    private static String hide(String text, String secret, String label) {
        StringBuilder shown = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT);
        int from = 0;
        for (int at = lower.indexOf(secret); at >= 0; at = lower.indexOf(secret, from)) {
            shown.append(text, from, at).append(label);
            from = at + secret.length();
        }
        return shown.append(text.substring(from)).toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
