package io.relayguard.buffer;

/** A conversation ended before all was answered: whether the primary has the message is unknown, so it stays. */
public final class ConversationBroken extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    public ConversationBroken(String why) {
        super(why);
        this.why = why;
    }

    public ConversationBroken(String why, Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    public String why() {
        return why;
    }
}
