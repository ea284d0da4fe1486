package io.relayguard.core.address;

import com.google.common.base.CharMatcher;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * A DNS domain name: lower case, in ASCII, without the trailing dot, at most 253 characters (RFC 1035 section 2.3.4).
 *
 * <p>Underscores are let pass, since names with them are in use; address literals are not names.
 */
public record DomainName(String value) {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    /** No name that is written in U-labels is longer; the conversion's cost grows with the length. */
    private static final int LONGEST_WRITTEN = 1000;

    /**
     * What IDNA 2003, the standard of {@link IDN}, maps to another name than IDNA 2008 does (UTS 46 section 7): we
     * would take mail for straße.example as strasse.example. Such names are written in their ASCII form.
     */
    private static final CharMatcher AMBIGUOUS = CharMatcher.anyOf("ßς\u200c\u200d");

    public DomainName {
        if (!isName(value)) {
            throw new IllegalArgumentException("not a domain name: " + value);
        }
    }

    /**
     * Reads a name in any case, with or without the trailing dot, in A-labels or U-labels (RFC 5890); empty for anything
     * else, a name that the two standards of internationalised names read differently among it.
     */
    public static Optional<DomainName> parse(String text) {
        return ascii(text)
                .map(written -> written.toLowerCase(Locale.ROOT))
                .map(lower -> lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower)
                .filter(DomainName::isName)
                .map(DomainName::new);
    }

    private static Optional<String> ascii(String text) {
        if (CharMatcher.ascii().matchesAllOf(text)) {
            return Optional.of(text);
        }
        if (text.length() > LONGEST_WRITTEN || AMBIGUOUS.matchesAnyOf(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IDN.toASCII(text));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    /** Read by hand, since this is asked for every recipient and for every line of a list of a million. */
    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
            if (!isLabel(text, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        return isLabel(text, start, text.length()) && !isNumber(text, start);
    }

    private static boolean isLabel(String text, int start, int end) {
        if (start == end || end - start > LONGEST_LABEL || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || isDigit(c) || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    /** No top-level domain is one (RFC 3696 section 2): what ends so is an address. */
    private static boolean isNumber(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return value;
    }
}
