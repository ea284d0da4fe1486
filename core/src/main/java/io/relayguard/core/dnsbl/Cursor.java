package io.relayguard.core.dnsbl;

/** Reads a text from its begin to its end, and knows where it stands. */
final class Cursor {
    private final String text;
    private int position;

    Cursor(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return position == text.length();
    }

    private boolean isAt(String part) {
        return text.startsWith(part, position);
    }

    /** Goes past this part if it stands here. */
    boolean takes(String part) {
        boolean there = isAt(part);
        position += there ? part.length() : 0;
        return there;
    }

    /** Goes past this part, which has to stand here. */
    void demand(String part, String expected) throws Misplaced {
        if (!takes(part)) {
            throw misplaced(expected);
        }
    }

    void skipBlanks() {
        while (!isAtEnd() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    /** All characters up to the first of these, or the end. */
    String upTo(String ends) {
        int start = position;
        while (!isAtEnd() && ends.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    /** A number from 0 to {@code most}, without a sign or leading zeros. */
    int number(int least, int most, String expected) throws Misplaced {
        int start = position;
        int value = 0;
        while (!isAtEnd() && isDigit(text.charAt(position)) && value <= most) {
            value = value * 10 + text.charAt(position++) - '0';
        }
        boolean padded = position - start > 1 && text.charAt(start) == '0';
        if (position == start || padded || value < least || value > most) {
            throw misplacedAt(start, expected);
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    int position() {
        return position;
    }

    Misplaced misplaced(String expected) {
        return misplacedAt(position, expected);
    }

    Misplaced misplacedAt(int where, String expected) {
        return new Misplaced(text, where, expected);
    }
}
