package io.relayguard.core.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of this server's part of the repository: one segment of a path on every system. */
public final class NodeName {
    static final ValueForm<String> FORM =
            new ValueForm<>("1 to 63 letters, digits, dots, hyphens and underscores, such as mx2-a", NodeName::read);

    private static final int LONGEST = 63;
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST + "}");
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9._-]");
    private static final String NAMELESS = "node";

    private NodeName() {}

    private static Optional<String> read(String text) {
        boolean relative = text.equals(".") || text.equals("..");
        return Optional.of(text).filter(name -> CHARACTERS.matcher(name).matches() && !relative);
    }

    /** If {@code <node>} may have that name. */
    public static boolean isOne(String name) {
        return read(name).isPresent();
    }

    /** How to write one; follows the word "expected" in a message. */
    public static String expected() {
        return FORM.expected();
    }

    /** A host name made fit; the same host has the same name each time, or it would not find its mail again. */
    static String of(String hostName) {
        String fit = OTHERS.matcher(hostName).replaceAll("-");
        return read(fit.substring(0, Math.min(fit.length(), LONGEST))).orElse(NAMELESS);
    }
}
