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
    private final CompletableFuture<DnsblVerdict> decided = new CompletableFuture<>();
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
        boolean last = false;
        DnsblVerdict verdict = null;
        synchronized (weighing) {
            if (!decided.isDone() && weighing.isDecided()) {
                verdict = weighing.verdict();
            }
            if (!complete && weighing.isComplete()) {
                complete = true;
                last = true;
            }
        }
        if (verdict != null) {
            decided.complete(verdict);
        }
        if (last) {
            whenComplete.accept(weighing);
        }
    }

    /** Whom it is about. */
    public List<Subject> subjects() {
        return subjects;
    }

    /** The decision, once there is one. */
    CompletableFuture<DnsblVerdict> decided() {
        return decided;
    }

    /** What is known now; a zone that has not answered yet counts as silent. */
    public DnsblVerdict asItStands() {
        synchronized (weighing) {
            return weighing.verdict();
        }
    }
}
