package io.relayguard.guard.dnsbl;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads of James that wait for the zones: a few at most, since the hooks of all its SMTP clients share few threads, and one
 * that waits keeps other clients waiting too. James 3.8 runs them on its I/O threads, two for each processor, and James 3.9 on
 * 16 of their own (AbstractChannelPipelineFactory; AbstractAsyncServer's DEFAULT_IO_WORKER_COUNT).
 *
 * <p>One may wait for a slow answer until the end. Where half of those who can wait do, two at least, and DNS has said nothing
 * to anybody for a second, they wait for a resolver that is gone: all stop, and nobody waits before it is heard again. One
 * thread that waits would be enough to hold them all up in time, since a client stays with its thread.
 */
final class Waiting {
    /** How often a thread that waits looks if the resolver is gone. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();

    private final Hearing hearing;
    private final AtomicInteger now = new AtomicInteger();
    private volatile int most;
    private volatile boolean gone;

    Waiting(int most, Hearing hearing) {
        this.most = most;
        this.hearing = hearing;
    }

    void use(int changed) {
        most = changed;
    }

    /** The value, if it is there already, or comes in time and the thread may wait for it. */
    <T> Optional<T> atMost(Duration longest, CompletableFuture<T> future) {
        if (future.isDone() && !future.isCompletedExceptionally()) {
            return Optional.of(future.join());
        }
        try {
            return now.incrementAndGet() > most ? Optional.empty() : await(longest, future);
        } catch (ExecutionException failed) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            now.decrementAndGet();
        }
    }

    private <T> Optional<T> await(Duration longest, CompletableFuture<T> future)
            throws ExecutionException, InterruptedException {
        long started = System.nanoTime();
        long left = longest.toNanos();
        while (left > 0 && !isHopeless()) {
            try {
                return Optional.of(future.get(Math.min(left, GLANCE.toNanos()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException notYet) {
                left = longest.toNanos() - (System.nanoTime() - started);
            }
        }
        return Optional.empty();
    }

    private boolean isHopeless() {
        int many = Math.max(2, Math.min(most, THREADS) / 2);
        gone = hearing.isSilent() && (gone || now.get() >= many);
        return gone;
    }
}
