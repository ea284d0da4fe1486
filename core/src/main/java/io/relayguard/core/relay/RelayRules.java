package io.relayguard.core.relay;

/** What relayguard.xml says about the policy itself: roles, forged senders, and how serious it is. */
public record RelayRules(Roles roles, ForgedSenders forgedSenders, Enforcement enforcement) {
    /** Every role, forged senders let pass, all enforced. */
    public static final RelayRules DEFAULT = new RelayRules(Roles.ALL, ForgedSenders.ACCEPT, Enforcement.WHOLE);
}
