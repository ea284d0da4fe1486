package io.relayguard.buffer;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;

/** No primary of a relay domain takes part in a conversation right now. */
public final class PrimaryUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final transient Set<InetAddress> tried;

    /** Nobody was tried: no address is known. */
    public PrimaryUnreachable(String why) {
        this(why, Set.of());
    }

    /** All of these were tried. */
    public PrimaryUnreachable(String why, Collection<InetAddress> tried) {
        super(why);
        this.why = why;
        this.tried = Set.copyOf(tried);
    }

    public String why() {
        return why;
    }

    /** Where the primary would be, if it were there; empty if its addresses are not known. */
    public Set<InetAddress> tried() {
        return tried;
    }
}
