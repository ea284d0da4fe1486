package io.relayguard.relaytest.smtp;

/** The server answered, and will not talk: another greeting than 220, or neither EHLO nor HELO accepted. */
public final class NotServed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;
    private final boolean atHello;

    NotServed(String command, Reply reply) {
        super(command + ": " + reply);
        this.atHello = command.equals("HELO");
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }

    /** Whether the greeting was good, and it was the name in HELO that the server did not like. */
    public boolean isForTheHeloName() {
        return atHello;
    }

    /** What happened, fit for a report. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
