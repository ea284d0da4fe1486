package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsblVerdict;
import io.relayguard.core.dnsbl.Listing;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Weighing;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One client's questions to all zones, under way or answered. Threads may share it.
 *
 * <p>It is decided as soon as no missing answer can change the decision, and at the latest at the deadline, since by then
 * every question has an answer or counts as unanswered.
 */
public final class Check {
    private final List<Subject> subjects;
    private final Weighing weighing;
    private final CompletableFuture<Check> decided = new CompletableFuture<>();
    private final Consumer<Weighing> whenComplete;
    private boolean complete;

    Check(List<Subject> subjects, Weighing weighing, Consumer<Weighing> whenComplete) {
        this.subjects = List.copyOf(subjects);
        this.weighing = weighing;
        this.whenComplete = whenComplete;
        look();
    }

    void answer(int number, Listing listing) {
        synchronized (weighing) {
            weighing.answer(number, listing);
        }
        look();
    }

    private void look() {
        boolean known;
        boolean last;
        synchronized (weighing) {
            known = weighing.isDecided();
            last = !complete && weighing.isComplete();
            complete |= last;
        }
        if (known) {
            decided.complete(this);
        }
        if (last) {
            whenComplete.accept(weighing);
        }
    }

    /** Whom it is about. */
    public List<Subject> subjects() {
        return subjects;
    }

    /** The check itself, once it is decided: its side of the threshold is final, and who lists may still grow. */
    CompletableFuture<Check> decided() {
        return decided;
    }

    /** What is known now; a zone that has not answered yet counts as silent. */
    public DnsblVerdict asItStands() {
        synchronized (weighing) {
            return weighing.verdict();
        }
    }
}
