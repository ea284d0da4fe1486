package io.relayguard.core.net;

import java.util.Optional;

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

    /** {@code inside} or {@code outside}, and the entry that decides with the place where it is written. */
    public String standing(IpAddress address) {
        Optional<NetworkSet.Entry> gateway = gateways.decidedBy(address).filter(entry -> !entry.excluded());
        if (gateway.isPresent()) {
            return "outside: gateway " + written(gateway.get());
        }
        return internal.decidedBy(address)
                .map(entry -> (entry.excluded() ? "outside: taken out by " : "inside by ") + written(entry))
                .orElse("outside: no internal network has it");
    }

    private static String written(NetworkSet.Entry entry) {
        return entry + " (" + entry.source() + ")";
    }
}
