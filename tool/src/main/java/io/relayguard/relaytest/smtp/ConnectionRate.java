package io.relayguard.relaytest.smtp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Lets so many connections start in any one minute, and no more. */
public final class ConnectionRate {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    private final int mostInAMinute;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final Deque<Long> started = new ArrayDeque<>();

    public ConnectionRate(int mostInAMinute, LongSupplier nanoTime, Pause pause) {
        this.mostInAMinute = mostInAMinute;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Returns as soon as one more may start. */
    public void await() throws InterruptedException {
        long now = nanoTime.getAsLong();
        if (started.size() == mostInAMinute) {
            long free = started.removeFirst() + MINUTE;
            while (now - free < 0) {
                pause.last(Duration.ofNanos(free - now));
                now = nanoTime.getAsLong();
            }
        }
        started.addLast(now);
    }
}
