package io.relayguard.core.relay;

/** How serious the policy is. */
public enum Mode {
    /** What a rule forbids is refused. */
    ENFORCE("enforce"),

    /** What a rule forbids is logged and passes; outside to outside is refused all the same. */
    OBSERVE("observe"),

    /** Everything passes: an open relay, for a laboratory without the Internet. */
    OBSERVE_ALL("observe-all");

    private final String code;

    Mode(String code) {
        this.code = code;
    }

    /** As it is written in {@code mode="…"}. */
    public String code() {
        return code;
    }
}
