package io.relayguard.relaytest.smtp;

import java.io.IOException;

/** The connection is of no use any more; the message says what the server did. */
public final class SessionBroken extends IOException {
    private static final long serialVersionUID = 1L;

    SessionBroken(String what) {
        super(what);
    }

    SessionBroken(String what, IOException cause) {
        super(what, cause);
    }

    /** What happened, fit for a report. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
