package io.relayguard.core.net;

/**
 * What was found, fit to stand in a message: on one line, visible, at most 100 characters of it.
 *
 * <p>Control characters, invisible ones and line ends are written as escapes, so that nothing that was found can forge a
 * line of the log.
 */
public final class Excerpt {
    private static final int LONGEST = 100;

    private Excerpt() {}

    /** In quotation marks; a longer text with its length behind it. */
    public static String quote(String text) {
        return text.length() <= LONGEST
                ? "\"" + visible(text) + "\""
                : "\"" + visible(text.substring(0, LONGEST)) + "…\" (" + text.length() + " characters)";
    }

    /** Without quotation marks, for a name inside a path. */
    public static String plain(String text) {
        return text.length() <= LONGEST ? visible(text) : visible(text.substring(0, LONGEST)) + "…";
    }

    /** If it has nothing that would have to be escaped for being invisible. */
    public static boolean isVisible(String text) {
        return text.codePoints().allMatch(Excerpt::isVisible);
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> append(visible, point));
        return visible.toString();
    }

    private static void append(StringBuilder visible, int point) {
        switch (point) {
            case '\n' -> visible.append("\\n");
            case '\r' -> visible.append("\\r");
            case '\t' -> visible.append("\\t");
            case '"', '\\' -> visible.append('\\').appendCodePoint(point);
            default -> {
                if (isVisible(point)) {
                    visible.appendCodePoint(point);
                } else {
                    visible.append(String.format("\\u{%x}", point));
                }
            }
        }
    }

    private static boolean isVisible(int point) {
        return point == ' '
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
