package io.relayguard.buffer;

import com.google.common.collect.ImmutableSet;
import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.BufferLimits.Load;
import io.relayguard.core.primary.PrimaryState;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.settings.DurationForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.jspecify.annotations.Nullable;

/**
 * One relay domain's mail and the state of its primary: the two decide together how many conversations are under way.
 *
 * <p>A conversation is a thread that takes messages off the line until the line is empty, the connection is at its end, or
 * the state or the {@link Shares} allow fewer. Whatever changes the line or the state asks {@link #converse()} whether
 * another one should begin. While the primary is down nothing runs but one timer.
 */
final class Destination {
    /** Whoever wants to wake us makes no more attempts than this. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final Surroundings around;
    private final Settlement settlement;
    private final IdleLinks idle;

    /** All below is guarded by {@code this}. */
    private final WaitingLine line;

    private PrimaryState state = PrimaryState.unknown();
    private int underWay;
    private int busy;
    private boolean closed;
    private RelayDomain domain;
    private Instant lastAttempt = Instant.MIN;

    /** Where the primary was tried last, and where it has answered since. */
    private Set<IpAddress> addresses = Set.of();

    /** The outage that a wake-up is on its way for. */
    private PrimaryState.@Nullable Down waking;

    /** When the timer looks for messages that were put off, in milliseconds of the epoch. */
    private long nextRecall = Long.MAX_VALUE;

    Destination(RelayDomain domain, Surroundings around, Settlement settlement) {
        this.domain = domain;
        this.around = around;
        this.settlement = settlement;
        this.line = new WaitingLine(around.all());
        this.idle = new IdleLinks(around.settings().connections().idle());
    }

    /** A message that was stored just now. */
    synchronized void add(Waiting message) {
        line.add(message);
        converse();
    }

    /** A message that was found in the repository; known ones are ignored. */
    synchronized void addFound(Waiting message) {
        line.addUnlessKnown(message);
        converse();
    }

    synchronized boolean isKnown(MailKey key) {
        return line.isKnown(key);
    }

    synchronized Load load() {
        return line.load();
    }

    synchronized PrimaryState state() {
        return state;
    }

    /** Where its mail goes from the next conversation on; other primaries are tried at once. */
    synchronized void follow(RelayDomain changed) {
        boolean moved = !changed.primaries().equals(domain.primaries());
        domain = changed;
        if (moved) {
            addresses = Set.of();
            idle.drop();
            wake("other primaries");
        }
    }

    /** If that is where a primary was tried that is down. */
    synchronized boolean isDownAt(IpAddress address) {
        return state instanceof PrimaryState.Down && isAt(address);
    }

    /** If that is where a primary is, as far as it was tried. */
    synchronized boolean isAt(IpAddress address) {
        return addresses.contains(address);
    }

    /** Something says that the primary may be back: it is tried before its time, though not at every call. */
    synchronized void wake(String why) {
        if (state instanceof PrimaryState.Down down && !down.equals(waking)) {
            waking = down;
            around.events().on(Kind.WOKEN, domain.name(), "", why);
            Duration pause = Duration.between(around.clock().instant(), lastAttempt.plus(BETWEEN_ATTEMPTS));
            if (pause.isNegative() || pause.isZero()) {
                retry(down);
            } else {
                around.after(pause, () -> retry(down));
            }
        }
    }

    /** All that waits is tried as soon as the primary is there, also what it has put off. */
    synchronized void flush(String why) {
        line.recall(Long.MAX_VALUE);
        wake(why);
        converse();
    }

    /** Nothing is sent until {@link #release}; conversations end after their message, and nothing grows too old. */
    synchronized void hold() {
        state = new PrimaryState.Held();
        idle.drop();
        around.events().on(Kind.HELD, domain.name(), "", line.load().messages() + " waiting");
    }

    synchronized void release() {
        if (state instanceof PrimaryState.Held held) {
            state = held.release();
            around.events().on(Kind.RELEASED, domain.name(), "", line.load().messages() + " waiting");
            converse();
        }
    }

    /** Takes no more messages; those under way end as they end. */
    synchronized void close() {
        closed = true;
        idle.close();
    }

    synchronized RelayDomain domain() {
        return domain;
    }

    private DomainName name() {
        return domain().name();
    }

    /** Begins as many conversations as the state allows, the line needs and the others leave. */
    synchronized void converse() {
        while (!closed
                && underWay < state.allowance()
                && underWay - busy < line.length()
                && around.shares().begin(this)) {
            underWay++;
            around.workers().execute(this::conversation);
        }
    }

    private void conversation() {
        try {
            serve(link());
        } catch (PrimaryUnreachable unreachable) {
            notThere(
                    unreachable.why(),
                    unreachable.tried().stream().map(IpAddress::of).collect(Collectors.toUnmodifiableSet()));
        } catch (RuntimeException fault) {
            notThere(fault.toString(), Set.of());
        } finally {
            ended();
        }
    }

    private Link link() throws PrimaryUnreachable {
        Optional<Link> kept = idle.take();
        if (kept.isPresent()) {
            return kept.get();
        }
        synchronized (this) {
            lastAttempt = around.clock().instant();
        }
        Conversation conversation = around.conversations().open(domain());
        synchronized (this) {
            addresses = ImmutableSet.<IpAddress>builder()
                    .addAll(addresses)
                    .add(IpAddress.of(conversation.address()))
                    .build();
        }
        return new Link(conversation, around.settings().connections().messages());
    }

    private void serve(Link link) {
        boolean wanted = false;
        try {
            while (link.isUsable()) {
                Optional<Waiting> message = take();
                if (message.isEmpty()) {
                    wanted = isUp();
                    break;
                }
                deliver(link, message.get());
            }
        } finally {
            if (wanted) {
                keepIdle(link);
            } else {
                link.close();
            }
        }
    }

    private synchronized boolean isUp() {
        return !closed && state instanceof PrimaryState.Up && line.length() == 0;
    }

    private void keepIdle(Link link) {
        if (idle.keep(link, around.clock().millis())) {
            around.after(around.settings().connections().idle(), this::closeOldLinks);
        }
    }

    private void closeOldLinks() {
        if (idle.closeOld(around.clock().millis())) {
            around.after(around.settings().connections().idle(), this::closeOldLinks);
        }
    }

    private void notThere(String why, Set<IpAddress> tried) {
        synchronized (this) {
            addresses = tried;
        }
        broke(why);
        lookAtAges(why);
    }

    private void ended() {
        Optional<Destination> next;
        synchronized (this) {
            underWay--;
            next = around.shares().end(this);
            converse();
        }
        next.ifPresent(destination -> around.workers().execute(destination::converse));
    }

    private synchronized Optional<Waiting> take() {
        if (closed || underWay > state.allowance() || around.shares().hasTooMany(this)) {
            return Optional.empty();
        }
        Optional<Waiting> message = line.take();
        if (message.isPresent()) {
            busy++;
        }
        return message;
    }

    /** Whatever happens, the message is settled or waits: an Error ends this thread, not the message. */
    private void deliver(Link link, Waiting message) {
        Optional<Waiting> rest = Optional.of(message);
        boolean atOnce = false;
        try {
            rest = settlement.deliver(link, message);
            answered();
        } catch (ConversationBroken broken) {
            atOnce = link.mayBeStale();
            if (!atOnce) {
                broke(broken.why());
                rest = settlement.lookAtAge(message, broken.why());
            }
        } catch (MessagingException | RuntimeException fault) {
            around.events().on(Kind.FAULT, name(), message.name(), fault.toString());
        } finally {
            settle(message, rest, atOnce);
        }
    }

    /**
     * A message alone is put off: the primary does not want it now, or the conversation broke over it. One that breaks
     * every conversation must not stand in the way of those behind it.
     */
    private synchronized void settle(Waiting message, Optional<Waiting> rest, boolean atOnce) {
        busy--;
        if (rest.isEmpty()) {
            line.forget(message);
        } else if (atOnce) {
            line.putBackFirst(message);
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

    private synchronized void recall() {
        nextRecall = Long.MAX_VALUE;
        line.recall(around.clock().millis());
        lookForPutOff();
        converse();
    }

    private synchronized void answered() {
        boolean wasUp = state instanceof PrimaryState.Up;
        state = state.answered(around.settings().connections().most());
        if (!wasUp && state instanceof PrimaryState.Up) {
            around.events().on(Kind.PRIMARY_UP, domain.name(), "", line.load().messages() + " waiting");
        }
        converse();
    }

    private synchronized void broke(String why) {
        if (closed) {
            return;
        }
        boolean wasDown = state instanceof PrimaryState.Down;
        state = state.broke(around.clock().instant(), around::pause);
        if (!wasDown && state instanceof PrimaryState.Down down) {
            Duration pause = Duration.between(around.clock().instant(), down.until());
            around.events().on(Kind.PRIMARY_DOWN, domain.name(), "", words(pause) + why);
            around.after(pause, () -> retry(down));
        }
    }

    private String words(Duration pause) {
        Duration seconds = Duration.ofSeconds(Math.max(1, Math.round(pause.toMillis() / 1000.0)));
        return "again in " + DurationForm.write(seconds) + ", " + line.load().messages() + " waiting: ";
    }

    /** A timer from an outage that is over says nothing about the present one. */
    private synchronized void retry(PrimaryState.Down down) {
        if (state.equals(down)) {
            state = state.wake();
            converse();
        }
    }

    /** While the primary is down nobody reads a message: so their age is looked at after each attempt that failed. */
    private void lookAtAges(String why) {
        List<Waiting> old;
        synchronized (this) {
            if (state instanceof PrimaryState.Held) {
                return;
            }
            old = line.takeIf(settlement::isDue);
        }
        for (Waiting message : old) {
            Optional<Waiting> left = settlement.lookAtAge(message, why);
            synchronized (this) {
                left.ifPresentOrElse(
                        rest -> {
                            line.correct(message, rest);
                            line.putBackLast(rest);
                        },
                        () -> line.forget(message));
            }
        }
    }
}
