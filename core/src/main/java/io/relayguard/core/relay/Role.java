package io.relayguard.core.relay;

import com.google.common.collect.ImmutableSet;

/** What a relay is there for; each role permits some ways and no others. */
public enum Role {
    /** Mailboxes of its own: anybody to James's domains. */
    MAIL_SERVER("mail-server", Permit.TO_LOCAL_DOMAINS),

    /** Known networks and users to anywhere. */
    OUTGOING_RELAY("outgoing-relay", Permit.NETWORKS_TO_OUTSIDE, Permit.USERS_TO_OUTSIDE),

    /** Anybody to the relay domains, which have servers elsewhere. */
    SECONDARY_MX("secondary-mx", Permit.TO_RELAY_DOMAINS),

    /** In front of a groupware server: anybody to its domains, and its own mail to anywhere. */
    GROUPWARE_FRONT("groupware-front", Permit.TO_RELAY_DOMAINS, Permit.NETWORKS_TO_OUTSIDE),

    /** Between the hub inside and the Internet: inside to outside, outside to inside, nothing else. */
    FIREWALL_RELAY("firewall-relay", Permit.TO_RELAY_DOMAINS, Permit.NETWORKS_TO_OUTSIDE);

    private final String code;
    private final ImmutableSet<Permit> permits;

    Role(String code, Permit... permits) {
        this.code = code;
        this.permits = ImmutableSet.copyOf(permits);
    }

    /** As it is written in {@code <role>}. */
    public String code() {
        return code;
    }

    /** If mail may go this way for the sake of this role. */
    public boolean permits(Permit permit) {
        return permits.contains(permit);
    }
}
