package io.relayguard.core.primary;

import java.util.Optional;

/** A primary's reply: the three digits, and the text of all its lines joined by a space. */
public record SmtpReply(int code, String text) {
    private static final int CLOSING = 421;

    public boolean isPositive() {
        return code >= 200 && code < 300;
    }

    public boolean isNegative() {
        return code >= 400 && code < 600;
    }

    /** 354, and nothing else, asks for the message (RFC 5321 section 4.3.2). */
    public boolean asksForMessage() {
        return code == 354;
    }

    public boolean isPermanent() {
        return code >= 500 && code < 600;
    }

    /** 421: the primary is closing the connection, whatever the command was (RFC 5321 section 3.8). */
    public boolean isClosing() {
        return code == CLOSING;
    }

    /** The enhanced code that the text begins with, if it is of the reply's own class (RFC 2034 section 4). */
    public Optional<EnhancedCode> enhanced() {
        return EnhancedCode.startOf(text).filter(found -> found.kind() == code / 100);
    }

    @Override
    public String toString() {
        return code + " " + text;
    }
}
