package io.relayguard.buffer;

import org.apache.james.mailrepository.api.MailKey;

/**
 * A message that waits, as little of it as memory has to hold: the message itself stays in its repository.
 *
 * @param attempts how often the primary has answered "later" since we started
 * @param since when we took it, in milliseconds of the epoch; {@link #UNKNOWN} until it is read for the first time
 */
record Waiting(MailKey key, int attempts, long since) {
    static final long UNKNOWN = Long.MIN_VALUE;

    static Waiting found(MailKey key) {
        return new Waiting(key, 0, UNKNOWN);
    }

    Waiting answeredLater() {
        return new Waiting(key, attempts + 1, since);
    }

    Waiting keptSince(long millis) {
        return new Waiting(key, attempts, millis);
    }

    /** If it was taken before then, or nobody knows yet. */
    boolean mayBeOlderThan(long millis) {
        return since < millis;
    }
}
