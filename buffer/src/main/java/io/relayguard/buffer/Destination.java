package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.Backoff;
import io.relayguard.core.primary.PrimaryState;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.settings.BufferSettings;
import io.relayguard.core.settings.DurationForm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;

/**
 * One relay domain's mail and the state of its primary: the two decide together how many conversations are under way.
 *
 * <p>A conversation is a thread that takes messages off the line until the line is empty, the conversation is at its
 * end, or the state allows fewer. Whatever changes the line or the state asks {@link #converse()} whether another one
 * should begin. While the primary is down nothing runs but one timer.
 */
final class Destination {
    private final BufferSettings settings;
    private final Backoff backoff;
    private final Conversations conversations;
    private final Settlement settlement;
    private final BufferEvents events;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    /** All below is guarded by {@code this}. */
    private final WaitingLine line = new WaitingLine();

    private PrimaryState state = PrimaryState.unknown();
    private int underWay;
    private int busy;
    private boolean closed;
    private RelayDomain domain;

    Destination(
            RelayDomain domain,
            BufferSettings settings,
            Conversations conversations,
            Settlement settlement,
            BufferEvents events,
            Executor workers,
            ScheduledExecutorService timer,
            Clock clock) {
        this.domain = domain;
        this.settings = settings;
        this.backoff = new Backoff(settings.retry().first(), settings.retry().max());
        this.conversations = conversations;
        this.settlement = settlement;
        this.events = events;
        this.workers = workers;
        this.timer = timer;
        this.clock = clock;
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

    synchronized int kept() {
        return line.knownMessages();
    }

    synchronized PrimaryState state() {
        return state;
    }

    /** Where its mail goes from the next conversation on. */
    synchronized void follow(RelayDomain changed) {
        domain = changed;
    }

    private synchronized RelayDomain domain() {
        return domain;
    }

    /** Takes no more messages; those under way end as they end. */
    synchronized void close() {
        closed = true;
    }

    private DomainName name() {
        return domain().name();
    }

    /** Begins as many conversations as the state allows and the line needs. */
    private synchronized void converse() {
        while (!closed && underWay < state.allowance() && underWay - busy < line.length()) {
            underWay++;
            workers.execute(this::conversation);
        }
    }

    private void conversation() {
        try (Conversation conversation = conversations.open(domain())) {
            while (conversation.isUsable()) {
                Optional<Waiting> message = take();
                if (message.isEmpty()) {
                    break;
                }
                deliver(conversation, message.get());
            }
        } catch (PrimaryUnreachable unreachable) {
            notThere(unreachable.why());
        } catch (RuntimeException fault) {
            notThere(fault.toString());
        } finally {
            ended();
        }
    }

    private void notThere(String why) {
        broke(why);
        giveUpWhatIsTooOld(why);
    }

    private synchronized void ended() {
        underWay--;
        converse();
    }

    private synchronized Optional<Waiting> take() {
        if (closed || underWay > state.allowance()) {
            return Optional.empty();
        }
        Optional<Waiting> message = line.take();
        if (message.isPresent()) {
            busy++;
        }
        return message;
    }

    /** Whatever happens, the message is settled or waits: an Error ends this thread, not the message. */
    private void deliver(Conversation conversation, Waiting message) {
        Optional<Waiting> rest = Optional.of(message);
        try {
            rest = settlement.deliver(conversation, message);
            answered();
        } catch (ConversationBroken broken) {
            broke(broken.why());
            rest = settlement.giveUpIfOlderThan(oldest(), message, broken.why());
        } catch (MessagingException | RuntimeException fault) {
            events.on(Kind.FAULT, name(), message.key().asString(), fault.toString());
        } finally {
            settle(message.key(), rest);
        }
    }

    private synchronized void settle(MailKey key, Optional<Waiting> rest) {
        busy--;
        rest.ifPresentOrElse(message -> putOff(message.answeredLater()), () -> line.forget(key));
    }

    /**
     * The message alone waits: the primary does not want it now, or the conversation broke over it. A message that
     * breaks every conversation must not stand in the way of those behind it.
     */
    private void putOff(Waiting message) {
        after(backoff.after(message.attempts()), () -> backInLine(message));
    }

    private synchronized void backInLine(Waiting message) {
        line.putBackLast(message);
        converse();
    }

    private synchronized void answered() {
        boolean wasUp = state instanceof PrimaryState.Up;
        state = state.answered(settings.connections());
        if (!wasUp) {
            events.on(Kind.PRIMARY_UP, name(), "", line.knownMessages() + " waiting");
        }
        converse();
    }

    private synchronized void broke(String why) {
        if (closed) {
            return;
        }
        boolean wasDown = state instanceof PrimaryState.Down;
        state = state.broke(clock.instant(), backoff);
        if (!wasDown && state instanceof PrimaryState.Down down) {
            Duration pause = Duration.between(clock.instant(), down.until());
            events.on(
                    Kind.PRIMARY_DOWN,
                    name(),
                    "",
                    "again in " + seconds(pause) + ", " + line.knownMessages() + " waiting: " + why);
            after(pause, () -> retry(down));
        }
    }

    /** A timer from an outage that is over says nothing about the present one. */
    private synchronized void retry(PrimaryState.Down down) {
        if (state.equals(down)) {
            state = state.wake();
            converse();
        }
    }

    private static String seconds(Duration pause) {
        return DurationForm.write(Duration.ofSeconds(Math.max(1, Math.round(pause.toMillis() / 1000.0))));
    }

    private void after(Duration pause, Runnable task) {
        var unused = timer.schedule(task, Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** While the primary is down nobody reads a message: so their age is looked at after each attempt that failed. */
    private void giveUpWhatIsTooOld(String why) {
        Instant limit = oldest();
        List<Waiting> old;
        synchronized (this) {
            old = line.takeOlderThan(limit.toEpochMilli());
        }
        for (Waiting message : old) {
            Optional<Waiting> young = settlement.giveUpIfOlderThan(limit, message, why);
            synchronized (this) {
                young.ifPresentOrElse(line::putBackLast, () -> line.forget(message.key()));
            }
        }
    }

    private Instant oldest() {
        return clock.instant().minus(settings.maxAge());
    }
}
