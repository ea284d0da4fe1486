package io.relayguard.buffer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailrepository.api.MailKey;

/**
 * The messages of one destination: first come, first served, each at most once, be it waiting, under way or put off.
 *
 * <p>A message is known from {@link #add} to {@link #forget}, so that one that is found in the repository at the start
 * and handed over by a mailet at the same moment is one message. Not thread-safe: its destination guards it.
 */
final class WaitingLine {
    private final Deque<Waiting> line = new ArrayDeque<>();
    private final Set<MailKey> known = new HashSet<>();
    private final Set<MailKey> again = new HashSet<>();

    /** Adds a message at the end; one that is known comes again once it is forgotten: it was stored a second time. */
    void add(Waiting message) {
        if (known.add(message.key())) {
            line.addLast(message);
        } else {
            again.add(message.key());
        }
    }

    /** Adds a message at the end, unless it is known. */
    void addUnlessKnown(Waiting message) {
        if (known.add(message.key())) {
            line.addLast(message);
        }
    }

    Optional<Waiting> take() {
        return Optional.ofNullable(line.pollFirst());
    }

    void putBackLast(Waiting message) {
        line.addLast(message);
    }

    void forget(MailKey key) {
        known.remove(key);
        if (again.remove(key)) {
            addUnlessKnown(Waiting.found(key));
        }
    }

    /** Takes out all that may have been taken before then, in order. */
    List<Waiting> takeOlderThan(long millis) {
        List<Waiting> old = new ArrayList<>();
        line.removeIf(message -> message.mayBeOlderThan(millis) && old.add(message));
        return old;
    }

    int length() {
        return line.size();
    }

    /** All messages that are not settled. */
    int knownMessages() {
        return known.size();
    }
}
