package io.relayguard.relaytest.smtp;

/** The server answered, and will not talk: another greeting than 220, or neither EHLO nor HELO accepted. */
public final class NotServed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    NotServed(String command, Reply reply) {
        super(command + ": " + reply);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }

    /** What happened, fit for a report. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
