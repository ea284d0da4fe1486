package io.relayguard.core.primary;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happened, more exactly than three digits say it (RFC 3463): class, subject and detail, such as 5.1.1. */
public record EnhancedCode(int kind, int subject, int detail) {
    private static final Pattern FORM = Pattern.compile(
            "(?<kind>[245])\\.(?<subject>[0-9]{1,3})\\.(?<detail>[0-9]{1,3})(?![^ ]).*", Pattern.DOTALL);

    /** The code at the beginning of a reply's text; empty if none stands there. */
    static Optional<EnhancedCode> startOf(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new EnhancedCode(number(form, "kind"), number(form, "subject"), number(form, "detail")))
                : Optional.empty();
    }

    private static int number(Matcher form, String group) {
        return Integer.parseInt(form.group(group));
    }

    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }
}
