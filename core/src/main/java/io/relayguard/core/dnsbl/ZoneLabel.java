package io.relayguard.core.dnsbl;

import java.util.regex.Pattern;

/** What a zone is called wherever people see it: up to 189 letters, digits, dots, hyphens or underscores. */
public record ZoneLabel(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,187}[A-Za-z0-9_])?");

    public ZoneLabel {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a label: " + value);
        }
    }

    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
