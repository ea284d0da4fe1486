package io.relayguard.relaytest.form;

import java.util.Arrays;
import java.util.Optional;

/** How a form is offered: what goes before its MAIL and RCPT, and how they are sent. */
public enum Way {
    PLAIN("plain"),
    /** With the parameter SMTPUTF8 on MAIL (RFC 6531 section 3.4). */
    SMTPUTF8("smtputf8"),
    /** Behind a recipient of the server's own, in one transaction. */
    AFTER_LOCAL("after-local"),
    /** In the transaction behind a reset one. */
    AFTER_RSET("after-rset"),
    /** Behind a log-in that failed. */
    AFTER_FAILED_AUTH("after-failed-auth"),
    /** MAIL and RCPT at once (RFC 2920). */
    PIPELINED("pipelined");

    private final String code;

    Way(String code) {
        this.code = code;
    }

    static Optional<Way> named(String code) {
        return Arrays.stream(values()).filter(way -> way.code.equals(code)).findFirst();
    }

    /** The word that the list of forms uses. */
    public String code() {
        return code;
    }

    /** Whether what went before in the connection is part of the form, so that it needs a connection of its own. */
    public boolean needsOwnConnection() {
        return switch (this) {
            case PLAIN, SMTPUTF8 -> false;
            case AFTER_LOCAL, AFTER_RSET, AFTER_FAILED_AUTH, PIPELINED -> true;
        };
    }
}
