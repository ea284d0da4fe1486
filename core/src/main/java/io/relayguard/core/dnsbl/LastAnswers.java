package io.relayguard.core.dnsbl;

import java.util.BitSet;

/** How many of a zone's last 100 answers were none. */
final class LastAnswers {
    private static final int REMEMBERED = 100;

    private final BitSet errors = new BitSet(REMEMBERED);
    private int next;
    private int count;

    void add(boolean error) {
        errors.set(next, error);
        next = (next + 1) % REMEMBERED;
        count = Math.min(count + 1, REMEMBERED);
    }

    int count() {
        return count;
    }

    int errors() {
        return errors.cardinality();
    }

    /** If the errors are more than this share; exactly the share is not more. */
    boolean errorsExceed(int percent) {
        return errors() * 100 > percent * count;
    }

    void clear() {
        errors.clear();
        next = 0;
        count = 0;
    }
}
