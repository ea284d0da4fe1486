package io.relayguard.relaytest;

/** There is no test at all; the message says why. */
final class Untestable extends Exception {
    private static final long serialVersionUID = 1L;

    Untestable(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
