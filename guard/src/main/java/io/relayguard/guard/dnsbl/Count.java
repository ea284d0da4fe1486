package io.relayguard.guard.dnsbl;

/** What is counted for each zone; {@link #code()} is its name in metrics and routes. */
public enum Count {
    /** Questions to DNS; what the cache knew is none. */
    ASKED("asked"),
    /** Answers of any kind to them. */
    ANSWERED("answered"),
    /** Checks in which the zone listed. */
    LISTED("listed"),
    /** Checks in which no other zone listed: what the zone finds that the others do not. */
    LISTED_ALONE("listed-alone"),
    /** Checks that the zone decided, or would have decided, did it not only observe. */
    DECIDED("decided");

    private final String code;

    Count(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
