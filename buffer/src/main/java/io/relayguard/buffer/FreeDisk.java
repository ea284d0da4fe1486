package io.relayguard.buffer;

/** Port: how much room is left where the mail is kept; called for each recipient and each mail. */
@FunctionalInterface
public interface FreeDisk {
    /** Octets; {@link Long#MAX_VALUE} where mail is not kept in files. */
    long octets();
}
