package io.relayguard.core.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A DNS domain name: lower case, without the trailing dot, at most 253 characters (RFC 1035 section 2.3.4).
 *
 * <p>Underscores are let pass, since names with them are in use; address literals are not names.
 */
public record DomainName(String value) {
    private static final int LONGEST = 253;
    private static final Pattern FORM =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern ONLY_DIGITS_LAST = Pattern.compile("(.*\\.)?[0-9]+");

    public DomainName {
        if (value.length() > LONGEST
                || !FORM.matcher(value).matches()
                || ONLY_DIGITS_LAST.matcher(value).matches()) {
            throw new IllegalArgumentException("not a domain name: " + value);
        }
    }

    /** Reads a name in any case, with or without the trailing dot; empty for anything else. */
    public static Optional<DomainName> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        try {
            return Optional.of(new DomainName(name));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
