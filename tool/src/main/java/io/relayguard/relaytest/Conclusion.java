package io.relayguard.relaytest;

/** What a whole test says of the server. */
public enum Conclusion {
    /** Every form that could be tried was refused for good. */
    NOTHING_ACCEPTED("nothing-accepted", 0),
    /** One form at least was accepted, whatever became of the others. */
    ACCEPTED("accepted", 1),
    /** Nothing was accepted, but some form has no final answer, or there was no test at all. */
    UNDECIDED("undecided", 2);

    private final String code;
    private final int exitCode;

    Conclusion(String code, int exitCode) {
        this.code = code;
        this.exitCode = exitCode;
    }

    /** The word that reports use. */
    public String code() {
        return code;
    }

    public int exitCode() {
        return exitCode;
    }
}
