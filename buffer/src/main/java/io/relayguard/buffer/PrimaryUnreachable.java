package io.relayguard.buffer;

/** No primary of a relay domain takes part in a conversation right now. */
public final class PrimaryUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    public PrimaryUnreachable(String why) {
        super(why);
        this.why = why;
    }

    public String why() {
        return why;
    }
}
