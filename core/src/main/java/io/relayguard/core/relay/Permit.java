package io.relayguard.core.relay;

/** One kind of way that mail may go through this server. */
public enum Permit {
    /** From anybody to James's own domains. */
    TO_LOCAL_DOMAINS,

    /** From anybody to the relay domains. */
    TO_RELAY_DOMAINS,

    /** From clients in internal networks to the outside. */
    NETWORKS_TO_OUTSIDE,

    /** From users who logged in to the outside. */
    USERS_TO_OUTSIDE
}
