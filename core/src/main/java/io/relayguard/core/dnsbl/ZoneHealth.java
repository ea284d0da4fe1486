package io.relayguard.core.dnsbl;

import java.util.List;
import java.util.Optional;

/**
 * Whether one zone may be asked. It starts untested, is asked while it passes its tests, and is suspended when it fails
 * one, answers what no list answers, errs too often, or does not answer several times in a row. A suspended zone is tested
 * after a minute, then after pauses that double, and is asked again once it passes. The pauses go on doubling if it fails
 * again before its next regular test.
 *
 * <p>What makes a zone worse counts at once, and only its test makes it better. A question that never left this server says
 * nothing about the zone. Times are milliseconds of one clock. Safe for many threads.
 */
public final class ZoneHealth {
    /** Fewer answers than this say nothing about a share. */
    private static final int LEAST_ANSWERS = 20;

    private final HealthRules rules;
    private final LastAnswers last = new LastAnswers();
    private Change state = change(Trouble.NOT_TESTED_YET, Trouble.NOT_TESTED_YET.meaning());
    private int timeOuts;
    private long resumed;
    private long nextTest;
    private long nextPause;

    /** What became of a zone: why it is suspended, or empty if it is asked again. */
    public record Change(Optional<Trouble> trouble, String detail) {}

    /** What one entry of a test came to. */
    public record Tested(TestEntry entry, Listing listing) {
        private boolean isLeftOut() {
            return entry.needed()
                    && listing instanceof Listing.NoAnswer none
                    && none.why().isOurs();
        }
    }

    public ZoneHealth(HealthRules rules, long now) {
        this.rules = rules;
        this.nextTest = now;
        this.nextPause = rules.firstPause().toMillis();
    }

    public synchronized boolean isAsked() {
        return state.trouble().isEmpty();
    }

    /** How it stands: why it is suspended, or empty. */
    public synchronized Change state() {
        return state;
    }

    /** If the zone is to be tested now; then the next test is due later, so that one is under way at a time. */
    public synchronized boolean testIsDue(long now) {
        if (now < nextTest) {
            return false;
        }
        nextTest = now + (isAsked() ? rules.every().toMillis() : nextPause);
        return true;
    }

    /** Takes an answer to an ordinary question. */
    public synchronized Optional<Change> answered(Listing listing, long now) {
        if (!isAsked()) {
            return Optional.empty();
        }
        if (listing instanceof Listing.NoAnswer none) {
            return none.why().isOurs() ? Optional.empty() : silent(none.why(), now);
        }
        last.add(false);
        timeOuts = 0;
        return Optional.empty();
    }

    private Optional<Change> silent(Silence why, long now) {
        last.add(true);
        timeOuts = why.isNoReply() ? timeOuts + 1 : 0;
        if (why == Silence.OUTSIDE_LOOPBACK) {
            return suspend(change(Trouble.WRONG_ANSWERS, why.meaning()), now);
        }
        if (timeOuts >= rules.timeOuts()) {
            return suspend(change(Trouble.TIMES_OUT, "questions in a row without an answer: " + timeOuts), now);
        }
        if (last.count() >= LEAST_ANSWERS && last.errorsExceed(rules.errorPercent())) {
            String share = last.errors() + " of the last " + last.count() + " answers were none";
            return suspend(change(Trouble.TOO_MANY_ERRORS, share + ", the last one: " + why.meaning()), now);
        }
        return Optional.empty();
    }

    /** Takes what a test came to; one that was not asked to its end can only make a zone worse. */
    public synchronized Optional<Change> tested(List<Tested> results, long now) {
        Optional<Change> failure = results.stream()
                .map(ZoneHealth::failure)
                .flatMap(Optional::stream)
                .findFirst();
        if (failure.isPresent()) {
            return suspend(failure.get(), now);
        }
        return isAsked() || results.stream().anyMatch(Tested::isLeftOut) ? Optional.empty() : resume(now);
    }

    private static Optional<Change> failure(Tested tested) {
        TestEntry entry = tested.entry();
        return tested.listing().match(new Listing.Cases<>() {
            @Override
            public Optional<Change> listed(List<ReplyCode> codes) {
                return failure(!entry.listed(), Trouble.LISTS_EVERYTHING, Trouble.LISTS_EVERYTHING.meaning());
            }

            @Override
            public Optional<Change> notListed() {
                return failure(
                        entry.listed() && entry.needed(),
                        Trouble.TEST_ENTRY_MISSING,
                        Trouble.TEST_ENTRY_MISSING.meaning());
            }

            @Override
            public Optional<Change> noAnswer(Silence why) {
                return failure(
                        entry.needed() && !why.isOurs(),
                        why.isWrongAnswer() ? Trouble.WRONG_ANSWERS : Trouble.TEST_UNANSWERED,
                        why.meaning());
            }
        });
    }

    private static Optional<Change> failure(boolean failed, Trouble why, String detail) {
        return failed ? Optional.of(change(why, detail)) : Optional.empty();
    }

    private static Change change(Trouble why, String detail) {
        return new Change(Optional.of(why), detail);
    }

    /** A change of the reason alone is none that anybody has to be told. */
    private Optional<Change> suspend(Change worse, long now) {
        if (isAsked() && now - resumed >= rules.every().toMillis()) {
            nextPause = rules.firstPause().toMillis();
        }
        nextTest = now + nextPause;
        nextPause = Math.min(2 * nextPause, rules.every().toMillis());
        boolean known =
                state.trouble().filter(why -> why != Trouble.NOT_TESTED_YET).isPresent();
        state = worse;
        return known ? Optional.empty() : Optional.of(state);
    }

    private Optional<Change> resume(long now) {
        state = new Change(Optional.empty(), "");
        timeOuts = 0;
        last.clear();
        resumed = now;
        nextTest = now + rules.every().toMillis();
        return Optional.of(state);
    }
}
