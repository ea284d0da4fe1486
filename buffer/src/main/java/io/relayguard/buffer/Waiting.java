package io.relayguard.buffer;

import org.apache.james.mailrepository.api.MailKey;

/**
 * A message that waits, as little of it as memory has to hold: the message itself stays in its repository.
 *
 * @param name its key in the repository
 * @param since when we took it, in milliseconds of the epoch; {@link #UNKNOWN} until it is read for the first time
 * @param kibibytes its size, rounded up; 0 until it is read for the first time
 * @param attempts how often the primary has answered "later" since we started; stops counting at 32,767
 * @param warned if its sender was told that it waits
 */
record Waiting(String name, long since, int kibibytes, short attempts, boolean warned) {
    static final long UNKNOWN = Long.MIN_VALUE;
    private static final int KIBIBYTE = 1024;

    static Waiting found(MailKey key) {
        return new Waiting(key.asString(), UNKNOWN, 0, (short) 0, false);
    }

    MailKey key() {
        return new MailKey(name);
    }

    Waiting answeredLater() {
        return new Waiting(name, since, kibibytes, (short) Math.min(Short.MAX_VALUE, attempts + 1), warned);
    }

    Waiting keptSince(long millis) {
        return new Waiting(name, millis, kibibytes, attempts, warned);
    }

    Waiting ofSize(long octets) {
        long rounded = (octets + KIBIBYTE - 1) / KIBIBYTE;
        return new Waiting(name, since, (int) Math.min(Integer.MAX_VALUE, rounded), attempts, warned);
    }

    Waiting senderWarned() {
        return new Waiting(name, since, kibibytes, attempts, true);
    }

    /** Its size in whole kibibytes. */
    long octets() {
        return (long) kibibytes * KIBIBYTE;
    }

    /** If it was taken before then, or nobody knows yet. */
    boolean mayBeOlderThan(long millis) {
        return since < millis;
    }
}
