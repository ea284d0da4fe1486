package io.relayguard.core.primary;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;

/**
 * How a destination's primary stands, and so how many conversations may be under way with it.
 *
 * <p>Down: none until the time comes, however many messages wait. Probing: one. Up: from one, one more for each message
 * that is answered, so that they double with each round; halved when a conversation breaks, and down when even one alone
 * breaks. Held: none until the administrator lets go.
 */
public sealed interface PrimaryState {
    /** Before anything is known: one conversation at a time. */
    static PrimaryState unknown() {
        return new Up(1);
    }

    /** How many conversations the state allows. */
    int allowance();

    /** A message was answered for, be it by a refusal: the primary is there. At most so many conversations are ours. */
    PrimaryState answered(int most);

    /**
     * A conversation could not be opened, or broke.
     *
     * @param pauses how long to leave the primary alone after so many failures in a row
     */
    PrimaryState broke(Instant now, IntFunction<Duration> pauses);

    /** The retry time has come, or something else says that the primary may be back. */
    PrimaryState wake();

    /** The administrator lets go of it; anything but held stays as it is. */
    default PrimaryState release() {
        return this;
    }

    /** One word for the log and the routes. */
    String word();

    /** At most so many conversations at a time; at least 1. */
    record Up(int conversations) implements PrimaryState {
        @Override
        public int allowance() {
            return conversations;
        }

        @Override
        public PrimaryState answered(int most) {
            return new Up(Math.min(most, conversations + 1));
        }

        @Override
        public PrimaryState broke(Instant now, IntFunction<Duration> pauses) {
            return conversations > 1 ? new Up(conversations / 2) : Down.after(1, now, pauses);
        }

        @Override
        public PrimaryState wake() {
            return this;
        }

        @Override
        public String word() {
            return "up";
        }
    }

    /** Nothing until then; so many attempts have failed in a row, at least 1. */
    record Down(int failures, Instant until) implements PrimaryState {
        static Down after(int failures, Instant now, IntFunction<Duration> pauses) {
            return new Down(failures, now.plus(pauses.apply(failures)));
        }

        @Override
        public int allowance() {
            return 0;
        }

        /** A conversation from before it went down was answered after all. */
        @Override
        public PrimaryState answered(int most) {
            return new Up(1);
        }

        /** A straggler from before: it is down already, and one failure is not counted twice. */
        @Override
        public PrimaryState broke(Instant now, IntFunction<Duration> pauses) {
            return this;
        }

        @Override
        public PrimaryState wake() {
            return new Probing(failures);
        }

        @Override
        public String word() {
            return "down";
        }
    }

    /** One attempt decides; so many have failed before it. */
    record Probing(int failures) implements PrimaryState {
        @Override
        public int allowance() {
            return 1;
        }

        @Override
        public PrimaryState answered(int most) {
            return new Up(Math.min(most, 2));
        }

        @Override
        public PrimaryState broke(Instant now, IntFunction<Duration> pauses) {
            return Down.after(failures + 1, now, pauses);
        }

        @Override
        public PrimaryState wake() {
            return this;
        }

        @Override
        public String word() {
            return "probing";
        }
    }

    /** Nothing, whatever happens, until the administrator lets go. */
    record Held() implements PrimaryState {
        @Override
        public int allowance() {
            return 0;
        }

        @Override
        public PrimaryState answered(int most) {
            return this;
        }

        @Override
        public PrimaryState broke(Instant now, IntFunction<Duration> pauses) {
            return this;
        }

        @Override
        public PrimaryState wake() {
            return this;
        }

        @Override
        public PrimaryState release() {
            return unknown();
        }

        @Override
        public String word() {
            return "held";
        }
    }
}
