package io.relayguard.core.dnsbl;

import io.relayguard.core.net.Excerpt;

/** A text that cannot be read on from some character; says which one, and what should stand there. */
public final class Misplaced extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expected;

    /** The position counts from 0; at the text's length its end is what was found. */
    Misplaced(String text, int position, String expected) {
        super(found(text, position) + ", expected " + expected, null, false, false);
        this.expected = expected + " at character " + (position + 1) + ", where "
                + (position < text.length() ? Excerpt.quote(text.substring(position, position + 1)) : "the end")
                + " is";
    }

    private static String found(String text, int position) {
        return "found "
                + (position < text.length() ? Excerpt.quote(text.substring(position, position + 1)) : "the end")
                + " at character " + (position + 1);
    }

    /** What should stand where, to follow the word "expected". */
    public String expected() {
        return expected;
    }
}
