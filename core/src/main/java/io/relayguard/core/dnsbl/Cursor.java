package io.relayguard.core.dnsbl;

/** Reads a text from its begin to its end, and knows where it stands. */
final class Cursor {
    private final String text;
    private int position;

    Cursor(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == text.length();
    }

    boolean isAt(String part) {
        return text.startsWith(part, position);
    }

    /** Goes past this part if it stands here. */
    boolean takes(String part) {
        boolean there = isAt(part);
        if (there) {
            position += part.length();
        }
        return there;
    }

    /** Goes past this part, which has to stand here. */
    void demand(String part, String expected) throws Misplaced {
        if (!takes(part)) {
            throw misplaced(expected);
        }
    }

    /** Goes past this sign if it stands here, and past the blanks before and behind it. */
    boolean takesSign(String sign) {
        skipBlanks();
        boolean there = takes(sign);
        skipBlanks();
        return there;
    }

    void skipBlanks() {
        while (!isAtEnd() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    /** All characters up to a blank, one of these signs, or the end. */
    String word(String signs) {
        int start = position;
        while (!isAtEnd()
                && signs.indexOf(text.charAt(position)) < 0
                && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return since(start);
    }

    /** A number within these bounds, without a sign or leading zeros. */
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

    /** What was read from that position on. */
    String since(int start) {
        return text.substring(start, position);
    }

    Misplaced misplaced(String expected) {
        return misplacedAt(position, expected);
    }

    Misplaced misplacedAt(int where, String expected) {
        return Misplaced.at(text, where, expected);
    }
}
