package io.relayguard.benchmarks.dnsbl;

import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneHealth;
import io.relayguard.guard.dnsbl.Count;
import io.relayguard.guard.dnsbl.DnsblEvents;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts the questions, and ends the benchmark where its zones are not as they should be. */
final class CountingEvents implements DnsblEvents {
    private static final int LONGEST_FOR_TESTS = 20;

    private final LongAdder questions = new LongAdder();
    private final CountDownLatch untested;

    CountingEvents(int zones) {
        this.untested = new CountDownLatch(zones);
    }

    void waitUntilAllZonesAreAsked() throws InterruptedException {
        if (!untested.await(LONGEST_FOR_TESTS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("zones that have not passed their test: " + untested.getCount());
        }
    }

    long questions() {
        return questions.sum();
    }

    @Override
    public void changed(Zone zone, ZoneHealth.Change change) {
        if (change.trouble().isPresent()) {
            System.err.println("WARNING: " + zone + " is suspended: " + change.detail());
        } else {
            untested.countDown();
        }
    }

    @Override
    public void count(Zone zone, Count what) {
        if (what == Count.ASKED) {
            questions.increment();
        }
    }

    @Override
    public void countSilence(Zone zone, Silence why) {
        System.err.println("WARNING: no answer from " + zone + ": " + why.meaning());
    }

    @Override
    public void complained(Zone zone, Silence complaint) {}

    @Override
    public void wouldDecide(Zone zone, List<Subject> subjects) {}
}
