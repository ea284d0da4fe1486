package io.relayguard.relaytest.form;

/** How sure it is that a server relays which accepts a form. */
public enum Certainty {
    /** The recipient's domain is outside, and there is no other reading. */
    CERTAIN("certain"),
    /** It depends on who reads the local part next; a server that does not may have a mailbox of that odd name. */
    CONDITIONAL("conditional");

    private final String code;

    Certainty(String code) {
        this.code = code;
    }

    /** The word that reports use. */
    public String code() {
        return code;
    }
}
