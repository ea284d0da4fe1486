package io.relayguard.guard;

import com.google.common.base.CharMatcher;
import java.util.regex.Pattern;

/** A value in a log line: whatever a client, a primary or DNS wrote stays one value on one line. */
final class LogValue {
    private static final int LONGEST = 500;

    /** Not fit for a log line: control and format characters, half surrogates, line ends of Unicode. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /** What most values have, and what stays as it is. */
    private static final CharMatcher PLAIN =
            CharMatcher.inRange(' ', '~').and(CharMatcher.noneOf("\\\"")).precomputed();

    private LogValue() {}

    static String quoted(String value) {
        if (value.length() <= LONGEST && PLAIN.matchesAllOf(value)) {
            return '"' + value + '"';
        }
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        String fit = UNFIT.matcher(shown).replaceAll("?");
        return "\"" + fit.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
