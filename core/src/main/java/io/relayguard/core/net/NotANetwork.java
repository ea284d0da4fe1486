package io.relayguard.core.net;

/** A text that is neither an address nor a network; says what should stand there. */
public final class NotANetwork extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expected;

    NotANetwork(String found, String expected) {
        super("found " + Excerpt.quote(found) + ", expected " + expected, null, false, false);
        this.expected = expected;
    }

    public String expected() {
        return expected;
    }
}
