package io.relayguard.buffer;

import io.relayguard.core.primary.RelayDomain;

/** Port: opens conversations with the primaries of a relay domain. */
public interface Conversations extends AutoCloseable {
    /**
     * Tries the domain's primaries in order until one of them takes part.
     *
     * @throws PrimaryUnreachable if none does; the message says why, for each of them
     */
    Conversation open(RelayDomain domain) throws PrimaryUnreachable;

    /** Ends all conversations. */
    @Override
    void close();
}
