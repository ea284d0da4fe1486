package io.relayguard.core.net;

/**
 * Who is inside: an address of the internal networks that is not a gateway.
 *
 * <p>A gateway is never inside, whatever the list of internal networks says: behind NAT every client has its address.
 */
public record Networks(NetworkSet internal, NetworkSet gateways) {
    /** What holds where {@code <networks>} says nothing: this machine alone is inside. */
    public static final Networks DEFAULT = new Networks(NetworkSet.LOOPBACK, NetworkSet.EMPTY);

    public boolean isInside(IpAddress address) {
        return internal.contains(address) && !gateways.contains(address);
    }
}
