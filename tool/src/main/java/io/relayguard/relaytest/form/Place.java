package io.relayguard.relaytest.form;

/** What stands in a form for a name or an address of the test at hand. */
public enum Place {
    OUTSIDE("D", "no outside domain was given"),
    OUTSIDE_MIXED("DmIxEd", "no outside domain was given"),
    OUTSIDE_IPV4("D4", "no IPv4 address outside was given"),
    OUTSIDE_IPV6("D6", "no IPv6 address outside was given"),
    SERVER("S", "the server does not say its name, and none was given"),
    SERVER_ADDRESS("IP", "the server's address is not known"),
    SERVER_IPV4("IP4", "the server has no IPv4 address"),
    SERVER_IPV6("IP6", "the server has no IPv6 address"),
    LOCAL("L", "no local domain was given"),
    BACKED_UP("B", "no backed-up domain was given");

    private final String symbol;
    private final String whyMissing;

    Place(String symbol, String whyMissing) {
        this.symbol = symbol;
        this.whyMissing = whyMissing;
    }

    /** As forms.tsv writes it. */
    String symbol() {
        return symbol;
    }

    /** Why nothing stands for it in this test. */
    public String whyMissing() {
        return whyMissing;
    }
}
