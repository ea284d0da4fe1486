package io.relayguard.buffer.smtp;

import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.primary.RelayDomain;
import java.util.List;

/** Port: the addresses at which a relay domain's primaries are to be tried, in order. */
@FunctionalInterface
public interface PrimaryAddresses {
    /**
     * Looks them up.
     *
     * @return at least one
     * @throws PrimaryUnreachable if there is none, or none is known now; the message says why
     */
    List<PrimaryAddress> of(RelayDomain domain) throws PrimaryUnreachable;
}
