package io.relayguard.guard;

import java.util.regex.Pattern;

/** A value in a log line: whatever a client, a primary or DNS wrote stays one value on one line. */
final class LogValue {
    private static final int LONGEST = 500;

    /** Not fit for a log line: control and format characters, half surrogates, line ends of Unicode. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private LogValue() {}

    static String quoted(String value) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        String fit = UNFIT.matcher(shown).replaceAll("?");
        return "\"" + fit.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
