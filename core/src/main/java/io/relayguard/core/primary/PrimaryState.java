package io.relayguard.core.primary;

import java.time.Instant;

/**
 * How a destination's primary stands, and so how many conversations may be under way with it.
 *
 * <p>Down: none until the time comes, however many messages wait. Probing: one. Up: from one, growing while messages
 * are taken, halved when a conversation breaks, and down when even one alone breaks.
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

    /** A conversation could not be opened, or broke. */
    PrimaryState broke(Instant now, Backoff backoff);

    /** The retry time has come, or something else says that the primary may be back. */
    PrimaryState wake();

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
        public PrimaryState broke(Instant now, Backoff backoff) {
            return conversations > 1 ? new Up(conversations / 2) : Down.after(1, now, backoff);
        }

        @Override
        public PrimaryState wake() {
            return this;
        }
    }

    /** Nothing until then; so many attempts have failed in a row, at least 1. */
    record Down(int failures, Instant until) implements PrimaryState {
        static Down after(int failures, Instant now, Backoff backoff) {
            return new Down(failures, now.plus(backoff.after(failures)));
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
        public PrimaryState broke(Instant now, Backoff backoff) {
            return this;
        }

        @Override
        public PrimaryState wake() {
            return new Probing(failures);
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
        public PrimaryState broke(Instant now, Backoff backoff) {
            return Down.after(failures + 1, now, backoff);
        }

        @Override
        public PrimaryState wake() {
            return this;
        }
    }
}
