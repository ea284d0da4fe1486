package io.relayguard.core.relay;

/**
 * Why the policy decided so: who asked and what makes them inside or outside, whose the recipient is, and the rule; each
 * with the entry that decided and the place where it is written.
 */
public record Explanation(String origin, String recipient, String rule) {
    /** All of it in one line, as it stands in the log. */
    @Override
    public String toString() {
        return origin + "; " + recipient + "; " + rule;
    }
}
