package io.relayguard.core.dnsbl;

import java.util.List;
import java.util.Optional;

/**
 * Whether one zone may be asked. It starts untested, is asked while it passes its tests, and is suspended when it fails
 * one, answers what no list answers, errs too often, or does not answer several times in a row. A suspended zone is tested
 * after a minute, then after pauses that double, and is asked again once it passes.
 *
 * <p>What makes a zone worse counts at once, and only its test makes it better. Times are milliseconds of one clock. Safe
 * for many threads.
 */
public final class ZoneHealth {
    /** Fewer answers than this say nothing about a share. */
    private static final int LEAST_ANSWERS = 20;

    private final HealthRules rules;
    private final LastAnswers last = new LastAnswers();
    private Optional<Trouble> trouble = Optional.of(Trouble.NOT_TESTED_YET);
    private String detail = Trouble.NOT_TESTED_YET.meaning();
    private int timeOuts;
    private long since;
    private long nextTest;
    private long pause = HealthRules.FIRST_PAUSE.toMillis();

    /** What became of a zone: why it is suspended, or empty if it is asked again. */
    public record Change(Optional<Trouble> trouble, String detail) {}

    /** What one entry of a test came to. */
    public record Tested(TestEntry entry, Listing listing) {}

    public ZoneHealth(HealthRules rules, long now) {
        this.rules = rules;
        this.since = now;
        this.nextTest = now;
    }

    public synchronized boolean isAsked() {
        return trouble.isEmpty();
    }

    /** How it stands: why it is suspended, or empty. */
    public synchronized Change state() {
        return new Change(trouble, detail);
    }

    /** If the zone is to be tested now; then the next test is due later, so that one is under way at a time. */
    public synchronized boolean testIsDue(long now) {
        if (now < nextTest) {
            return false;
        }
        nextTest = now + (trouble.isEmpty() ? rules.every().toMillis() : pause);
        return true;
    }

    /** Takes an answer to an ordinary question. */
    public synchronized Optional<Change> answered(Listing listing, long now) {
        if (trouble.isPresent()) {
            return Optional.empty();
        }
        Optional<Silence> silence = silence(listing).filter(why -> !why.isOurs());
        last.add(silence.isPresent());
        timeOuts = silence.filter(ZoneHealth::isNoAnswerAtAll).isPresent() ? timeOuts + 1 : 0;
        if (silence.filter(why -> why == Silence.OUTSIDE_LOOPBACK).isPresent()) {
            return suspend(Trouble.WRONG_ANSWERS, Silence.OUTSIDE_LOOPBACK.meaning(), now);
        }
        if (timeOuts >= rules.timeOuts()) {
            return suspend(Trouble.TIMES_OUT, timeOuts + " questions in a row without an answer", now);
        }
        return last.count() >= LEAST_ANSWERS && last.errorPercent() > rules.errorPercent()
                ? suspend(Trouble.TOO_MANY_ERRORS, lastError(silence), now)
                : Optional.empty();
    }

    private String lastError(Optional<Silence> silence) {
        return last.errorPercent() + " % of the last " + last.count() + " answers were none"
                + silence.map(why -> ", the last one: " + why.meaning()).orElse("");
    }

    private static boolean isNoAnswerAtAll(Silence why) {
        return why == Silence.TIME_OUT || why == Silence.UNREACHABLE;
    }

    /** Takes what a test came to. */
    public synchronized Optional<Change> tested(List<Tested> results, long now) {
        Optional<Change> failure = results.stream()
                .map(ZoneHealth::failure)
                .flatMap(Optional::stream)
                .findFirst();
        if (failure.isPresent()) {
            return failure.get()
                    .trouble()
                    .flatMap(why -> suspend(why, failure.get().detail(), now));
        }
        return trouble.isPresent() ? resume(now) : Optional.empty();
    }

    /** Silence of an entry that a zone need not have says nothing. */
    private static Optional<Change> failure(Tested tested) {
        TestEntry entry = tested.entry();
        if (tested.listing() instanceof Listing.Listed && !entry.listed()) {
            return failed(Trouble.LISTS_EVERYTHING, Trouble.LISTS_EVERYTHING.meaning());
        }
        if (!entry.needed()) {
            return Optional.empty();
        }
        if (tested.listing() instanceof Listing.NotListed && entry.listed()) {
            return failed(Trouble.TEST_ENTRY_MISSING, Trouble.TEST_ENTRY_MISSING.meaning());
        }
        return silence(tested.listing())
                .flatMap(why -> failed(why.isWrongAnswer() ? Trouble.WRONG_ANSWERS : Trouble.TIMES_OUT, why.meaning()));
    }

    private static Optional<Change> failed(Trouble why, String detail) {
        return Optional.of(new Change(Optional.of(why), detail));
    }

    /** A change of the reason alone is none that anybody has to be told. */
    private Optional<Change> suspend(Trouble why, String because, long now) {
        boolean wasAsked = trouble.isEmpty();
        boolean first = trouble.filter(known -> known == Trouble.NOT_TESTED_YET).isPresent();
        boolean relapse = wasAsked && now - since < rules.every().toMillis();
        pause = wasAsked && !relapse
                ? HealthRules.FIRST_PAUSE.toMillis()
                : first ? pause : Math.min(2 * pause, rules.every().toMillis());
        trouble = Optional.of(why);
        detail = because;
        nextTest = now + pause;
        if (wasAsked || first) {
            since = now;
            return Optional.of(state());
        }
        return Optional.empty();
    }

    private Optional<Change> resume(long now) {
        trouble = Optional.empty();
        detail = "";
        timeOuts = 0;
        last.clear();
        since = now;
        nextTest = now + rules.every().toMillis();
        return Optional.of(state());
    }

    private static Optional<Silence> silence(Listing listing) {
        return listing instanceof Listing.NoAnswer none ? Optional.of(none.why()) : Optional.empty();
    }
}
