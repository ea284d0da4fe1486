package io.relayguard.buffer;

import io.relayguard.core.primary.BufferLimits.Load;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.james.mailrepository.api.MailKey;

/**
 * The messages of one destination: first come, first served, each at most once, be it waiting, under way or put off.
 *
 * <p>A message is known from {@link #add} to {@link #forget}, so that one that is found in the repository at the start
 * and handed over by a mailet at the same moment is one message. Not thread-safe: its destination guards it.
 */
final class WaitingLine {
    private final Deque<Waiting> line = new ArrayDeque<>();
    private final Queue<PutOff> putOff = new PriorityQueue<>(Comparator.comparingLong(PutOff::due));
    private final Set<String> known = new HashSet<>();
    private final Set<String> again = new HashSet<>();
    private final Tally all;
    private long octets;

    /** A message that waits alone, until then in milliseconds of the epoch. */
    private record PutOff(long due, Waiting message) {}

    /** @param all what this destination and the others hold together */
    WaitingLine(Tally all) {
        this.all = all;
    }

    /** Adds a message at the end; one that is known comes again once it is forgotten: it was stored a second time. */
    void add(Waiting message) {
        if (!addUnlessKnown(message)) {
            again.add(message.name());
        }
    }

    /** Adds a message at the end, unless it is known. */
    boolean addUnlessKnown(Waiting message) {
        boolean isNew = known.add(message.name());
        if (isNew) {
            line.addLast(message);
            count(1, message.octets());
        }
        return isNew;
    }

    Optional<Waiting> take() {
        return Optional.ofNullable(line.pollFirst());
    }

    void putBackFirst(Waiting message) {
        line.addFirst(message);
    }

    void putBackLast(Waiting message) {
        line.addLast(message);
    }

    /** What a message is found to be when it is read, in place of what was known of it. */
    void correct(Waiting before, Waiting after) {
        count(0, after.octets() - before.octets());
    }

    /** Out of line until then. */
    void putOff(Waiting message, long due) {
        putOff.add(new PutOff(due, message));
    }

    /** When the first of those put off is due. */
    OptionalLong nextDue() {
        PutOff first = putOff.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.due());
    }

    /** Brings those that are due by then back in line. */
    void recall(long millis) {
        for (PutOff first = putOff.peek(); first != null && first.due() <= millis; first = putOff.peek()) {
            putOff.remove();
            line.addLast(first.message());
        }
    }

    void forget(Waiting message) {
        known.remove(message.name());
        count(-1, -message.octets());
        if (again.remove(message.name())) {
            addUnlessKnown(Waiting.found(message.key()));
        }
    }

    private void count(int moreMessages, long moreOctets) {
        octets += moreOctets;
        all.add(moreMessages, moreOctets);
    }

    /** Takes out, in order, all in line of which that is true. */
    List<Waiting> takeIf(Predicate<Waiting> wanted) {
        List<Waiting> taken = new ArrayList<>();
        line.removeIf(message -> wanted.test(message) && taken.add(message));
        return taken;
    }

    boolean isKnown(MailKey key) {
        return known.contains(key.asString());
    }

    int length() {
        return line.size();
    }

    /** All messages that are not settled. */
    Load load() {
        return new Load(known.size(), octets);
    }
}
