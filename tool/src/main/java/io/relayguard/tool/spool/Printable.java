package io.relayguard.tool.spool;

import io.relayguard.core.net.Excerpt;

/** What stands in a file, fit for a terminal: strangers wrote it. */
final class Printable {
    private Printable() {}

    /** The whole text; what is invisible, control characters and line ends among it, as escapes. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            printable.append(Excerpt.isVisible(character) ? character : String.format("\\u{%x}", point));
        });
        return printable.toString();
    }
}
