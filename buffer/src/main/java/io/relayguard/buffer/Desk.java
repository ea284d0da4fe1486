package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.BufferLimits.Load;
import io.relayguard.core.primary.SmtpReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;

/**
 * One destination's messages: those in line, those that conversations have in hand, those that were put off. What becomes of
 * each is the {@link Settlement}'s. Threads share it.
 */
final class Desk {
    private final DomainName destination;
    private final Surroundings around;
    private final Settlement settlement;
    private final Runnable moreInLine;

    /** Held by whoever takes messages out of line to settle them: so that nobody else takes the line for empty. */
    private final ReentrantLock outOfLine = new ReentrantLock();

    /** All below is guarded by {@code this}. */
    private final WaitingLine line;

    private boolean closed;

    /** Conversations that have a message in hand. */
    private int busy;

    /** When the timer looks for messages that were put off, in milliseconds of the epoch. */
    private long nextRecall = Long.MAX_VALUE;

    /** @param moreInLine told when a message comes back in line by itself; none of our locks is held */
    Desk(DomainName destination, Surroundings around, Settlement settlement, Runnable moreInLine) {
        this.destination = destination;
        this.around = around;
        this.settlement = settlement;
        this.moreInLine = moreInLine;
        this.line = new WaitingLine(around.all());
    }

    /** A message that was stored just now. */
    synchronized void add(Waiting message) {
        line.add(message);
    }

    /** A message that was found in the repository; known ones are ignored. */
    synchronized void addFound(Waiting message) {
        line.addUnlessKnown(message);
    }

    synchronized boolean isKnown(MailKey key) {
        return line.isKnown(key);
    }

    synchronized Load load() {
        return line.load();
    }

    synchronized boolean isLineEmpty() {
        return line.length() == 0;
    }

    /** If there is work for more than so many conversations. */
    synchronized boolean hasWorkForMoreThan(int conversations) {
        return conversations - busy < line.length();
    }

    /** All that was put off is in line again. */
    synchronized void recallAll() {
        line.recall(Long.MAX_VALUE);
    }

    /** The next message, in the hand of a conversation that had none; what cannot be read is passed over. */
    Optional<Offer> take() {
        for (Optional<Waiting> message = next(); message.isPresent(); message = next()) {
            Optional<Offer> offer = read(message.get());
            if (offer.isPresent()) {
                return offer;
            }
            isFree();
        }
        return Optional.empty();
    }

    private synchronized Optional<Waiting> next() {
        Optional<Waiting> message = line.take();
        if (message.isPresent()) {
            busy++;
        }
        return message;
    }

    /** The message that comes after the one in hand, unless that leaves fewer than so many. */
    Optional<Offer> takeAhead(int left) {
        for (Optional<Waiting> message = nextAhead(left); message.isPresent(); message = nextAhead(left)) {
            Optional<Offer> offer = read(message.get());
            if (offer.isPresent()) {
                return offer;
            }
        }
        return Optional.empty();
    }

    private synchronized Optional<Waiting> nextAhead(int left) {
        return line.length() > left ? line.take() : Optional.empty();
    }

    /** What was taken ahead is in hand now. */
    synchronized void isInHand() {
        busy++;
    }

    /** What was taken ahead and not offered is the first in line again. */
    synchronized void isNotOffered(Offer offer) {
        offer.close();
        line.putBackFirst(offer.message());
    }

    /** Whatever happens, the message is settled or waits: an Error ends this thread, not the message. */
    private Optional<Offer> read(Waiting message) {
        Optional<Offer> offer = Optional.empty();
        Optional<Waiting> rest = Optional.of(message);
        try {
            offer = settlement.read(message);
            rest = Optional.empty();
        } catch (MessagingException | RuntimeException fault) {
            report(message, fault);
        } finally {
            if (offer.isEmpty()) {
                settle(message, rest);
            }
        }
        return offer;
    }

    void report(Waiting message, Exception fault) {
        around.events().on(Kind.FAULT, destination, message.name(), fault.toString());
    }

    /** A message is no longer in hand. */
    synchronized void isDone(Waiting message, Optional<Waiting> rest) {
        isFree();
        settle(message, rest);
    }

    /** A message that nothing was said about is the first in line again. */
    synchronized void isUntold(Waiting message) {
        isFree();
        line.putBackFirst(message);
    }

    private synchronized void isFree() {
        busy--;
    }

    /**
     * A message alone is put off: the primary does not want it now, or the conversation broke over it. One that breaks
     * every conversation must not stand in the way of those behind it.
     */
    private synchronized void settle(Waiting message, Optional<Waiting> rest) {
        if (rest.isEmpty()) {
            line.forget(message);
        } else {
            Waiting later = rest.get().answeredLater();
            line.correct(message, later);
            line.putOff(
                    later,
                    around.clock().millis() + around.pause(later.attempts()).toMillis());
            lookForPutOff();
        }
    }

    /** One timer, for the first of those that were put off. */
    private synchronized void lookForPutOff() {
        line.nextDue().ifPresent(due -> {
            if (due < nextRecall) {
                nextRecall = due;
                around.after(Duration.ofMillis(due - around.clock().millis()), this::recall);
            }
        });
    }

    private void recall() {
        synchronized (this) {
            nextRecall = Long.MAX_VALUE;
            line.recall(around.clock().millis());
            lookForPutOff();
        }
        moreInLine.run();
    }

    /**
     * While the primary is down nobody reads a message: so their age is looked at after each attempt that failed. Not while
     * others are out of line: then the next attempt does.
     */
    void lookAtAges(String why) {
        if (outOfLine.tryLock()) {
            try {
                settleAll(due(), message -> settlement.lookAtAge(message, why));
            } finally {
                outOfLine.unlock();
            }
        }
    }

    private synchronized List<Waiting> due() {
        return line.takeIf(settlement::isDue);
    }

    /**
     * Gives all back to its senders that waits at this moment, also what was put off; what a conversation has in its hands is
     * its own. What cannot be given back waits on, and so does the rest where we are closed meanwhile.
     */
    void giveBack(SmtpReply reply) {
        outOfLine.lock();
        try {
            settleAll(all(), message -> settlement.giveBack(message, reply));
        } finally {
            outOfLine.unlock();
        }
    }

    private synchronized List<Waiting> all() {
        line.recall(Long.MAX_VALUE);
        return line.takeIf(message -> true);
    }

    /** Messages that are out of line; whatever happens, those that are not settled are put back. */
    private void settleAll(List<Waiting> messages, Function<Waiting, Optional<Waiting>> settling) {
        int settled = 0;
        try {
            while (settled < messages.size() && !isClosed()) {
                Waiting message = messages.get(settled);
                putBack(message, settling.apply(message));
                settled++;
            }
        } finally {
            messages.subList(settled, messages.size()).forEach(message -> putBack(message, Optional.of(message)));
        }
    }

    private synchronized void putBack(Waiting message, Optional<Waiting> left) {
        left.ifPresentOrElse(
                rest -> {
                    line.correct(message, rest);
                    line.putBackLast(rest);
                },
                () -> line.forget(message));
    }

    /** Nothing more is given back. */
    synchronized void close() {
        closed = true;
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
