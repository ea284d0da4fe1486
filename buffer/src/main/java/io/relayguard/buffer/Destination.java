package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.BufferLimits.Load;
import io.relayguard.core.primary.PrimaryState;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.DurationForm;
import java.time.Duration;
import java.util.Optional;
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
    private final Links links;

    private final Desk desk;

    /** All below is guarded by {@code this}. */
    private PrimaryState state = PrimaryState.unknown();

    private int underWay;
    private boolean closed;
    private RelayDomain domain;

    /** The outage that a wake-up is on its way for. */
    private PrimaryState.@Nullable Down waking;

    Destination(RelayDomain domain, Surroundings around, Settlement settlement) {
        this.domain = domain;
        this.around = around;
        this.settlement = settlement;
        this.desk = new Desk(domain.name(), around, settlement, this::converse);
        this.links = new Links(around);
    }

    /** A message that was stored just now. */
    void add(Waiting message) {
        desk.add(message);
        converse();
    }

    /** A message that was found in the repository; known ones are ignored. */
    void addFound(Waiting message) {
        desk.addFound(message);
        converse();
    }

    boolean isKnown(MailKey key) {
        return desk.isKnown(key);
    }

    Load load() {
        return desk.load();
    }

    synchronized PrimaryState state() {
        return state;
    }

    /** Where its mail goes from the next conversation on; other primaries are tried at once. */
    synchronized void follow(RelayDomain changed) {
        boolean moved = !changed.primaries().equals(domain.primaries());
        domain = changed;
        if (moved) {
            links.leadElsewhere();
            wake("other primaries");
        }
    }

    /** If that is where a primary was tried that is down. */
    synchronized boolean isDownAt(IpAddress address) {
        return state instanceof PrimaryState.Down && links.areAt(address);
    }

    /** If that is where a primary is, as far as it was tried. */
    boolean isAt(IpAddress address) {
        return links.areAt(address);
    }

    /** Something says that the primary may be back: it is tried before its time, though not at every call. */
    synchronized void wake(String why) {
        if (state instanceof PrimaryState.Down down && !down.equals(waking)) {
            waking = down;
            around.events().on(Kind.WOKEN, domain.name(), "", why);
            Duration pause = BETWEEN_ATTEMPTS.minus(links.sinceLastAttempt());
            if (pause.isNegative() || pause.isZero()) {
                retry(down);
            } else {
                around.after(pause, () -> retry(down));
            }
        }
    }

    /** All that waits is tried as soon as the primary is there, also what it has put off. */
    synchronized void flush(String why) {
        desk.recallAll();
        wake(why);
        converse();
    }

    /** Nothing is sent until {@link #release}; conversations end after their message, and nothing grows too old. */
    synchronized void hold() {
        state = new PrimaryState.Held();
        links.drop();
        around.events().on(Kind.HELD, domain.name(), "", desk.load().messages() + " waiting");
    }

    synchronized void release() {
        if (state instanceof PrimaryState.Held held) {
            state = held.release();
            around.events().on(Kind.RELEASED, domain.name(), "", desk.load().messages() + " waiting");
            converse();
        }
    }

    /** Takes no more messages; those under way end as they end. */
    synchronized void close() {
        closed = true;
        desk.close();
        links.close();
    }

    synchronized RelayDomain domain() {
        return domain;
    }

    /** Begins as many conversations as the state allows, the line needs and the others leave. */
    synchronized void converse() {
        while (!closed
                && underWay < state.allowance()
                && desk.hasWorkForMoreThan(underWay)
                && around.shares().begin(this)) {
            underWay++;
            around.workers().execute(this::conversation);
        }
    }

    private void conversation() {
        try {
            serve(links.take(domain()));
        } catch (PrimaryUnreachable unreachable) {
            notThere(unreachable.why());
        } catch (RuntimeException fault) {
            notThere(fault.toString());
        } finally {
            ended();
        }
    }

    private void serve(Link link) {
        boolean wanted = false;
        try {
            wanted = new Serving(this, link).run();
        } finally {
            if (wanted) {
                links.keep(link);
            } else {
                link.close();
            }
        }
    }

    /** If the primary is there, and nothing waits for it. */
    synchronized boolean isUpAndIdle() {
        return !closed && state instanceof PrimaryState.Up && desk.isLineEmpty();
    }

    private void notThere(String why) {
        broke(why);
        if (!(state() instanceof PrimaryState.Held)) {
            desk.lookAtAges(why);
        }
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

    /** The next message, for a conversation that has none; empty if there is none, or the conversation is one too many. */
    Optional<Offer> take() {
        return isWanted() ? desk.take() : Optional.empty();
    }

    /** The message after the one in hand, where there are enough for all conversations. */
    Optional<Offer> takeAhead() {
        return isWanted() ? desk.takeAhead(state().allowance()) : Optional.empty();
    }

    /** If a conversation may go on to what it has taken ahead, which it has in hand then. */
    boolean goesOn() {
        boolean goesOn = isWanted();
        if (goesOn) {
            desk.isInHand();
        }
        return goesOn;
    }

    /** If none of the conversations under way is to end. */
    private synchronized boolean isWanted() {
        return !closed && underWay <= state.allowance() && !around.shares().hasTooMany(this);
    }

    /** What was taken ahead and not offered is the first in line again. */
    void isNotOffered(Offer offer) {
        desk.isNotOffered(offer);
        converse();
    }

    /** Whatever happens, the message is settled or waits: an Error ends this thread, not the message. */
    void deliver(Link link, Offer offer, Optional<Offer> next) {
        Waiting message = offer.message();
        Optional<Waiting> rest = Optional.of(message);
        boolean untold = false;
        try (offer) {
            rest = settlement.deliver(link, offer, next);
            answered();
        } catch (ConversationBroken broken) {
            untold = link.mayBeStale();
            if (!untold) {
                broke(broken.why());
                rest = settlement.lookAtAge(message, broken.why());
            }
        } catch (MessagingException | RuntimeException fault) {
            desk.report(message, fault);
        } finally {
            if (untold) {
                desk.isUntold(message);
            } else {
                desk.isDone(message, rest);
            }
        }
    }

    private synchronized void answered() {
        boolean wasUp = state instanceof PrimaryState.Up;
        state = state.answered(around.settings().connections().most());
        if (!wasUp && state instanceof PrimaryState.Up) {
            around.events().on(Kind.PRIMARY_UP, domain.name(), "", desk.load().messages() + " waiting");
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
        return "again in " + DurationForm.write(seconds) + ", " + desk.load().messages() + " waiting: ";
    }

    /** A timer from an outage that is over says nothing about the present one. */
    private synchronized void retry(PrimaryState.Down down) {
        if (state.equals(down)) {
            state = state.wake();
            converse();
        }
    }

    /** See {@link Desk#giveBack(SmtpReply)}. */
    void giveBack(SmtpReply reply) {
        desk.giveBack(reply);
        converse();
    }
}
