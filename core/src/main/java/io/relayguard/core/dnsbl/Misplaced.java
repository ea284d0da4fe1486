package io.relayguard.core.dnsbl;

import io.relayguard.core.net.Excerpt;

/** A text that cannot be read on from some character; says which one, and what should stand there. */
public final class Misplaced extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expected;

    /** Positions count from 0, as programs do, and characters from 1, as people do. */
    private Misplaced(String found, int position, String expected) {
        super("found " + found + " at character " + (position + 1) + ", expected " + expected, null, false, false);
        this.expected = expected + " at character " + (position + 1) + ", where " + found + " is";
    }

    /** The character at the position is wrong; at the text's length it is the end that was found. */
    static Misplaced at(String text, int position, String expected) {
        return new Misplaced(
                position < text.length() ? Excerpt.quote(Character.toString(text.codePointAt(position))) : "the end",
                position,
                expected);
    }

    /** A word from the position on is wrong, and may hold a key: its length is shown, and nothing of it. */
    static Misplaced hidden(String word, int position, String expected) {
        return new Misplaced("a text of " + word.length() + " characters", position, expected);
    }

    /** What should stand where, to follow the word "expected". */
    public String expected() {
        return expected;
    }
}
