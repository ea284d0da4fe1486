package io.relayguard.guard.dnsbl;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads of James that wait for the zones: a few at most, since James serves all its SMTP clients with 16
 * (AbstractConfigurableAsyncServer's maxExecutorCount), and a thread that waits keeps other clients waiting too.
 */
final class Waiting {
    private final AtomicInteger now = new AtomicInteger();
    private volatile int most;

    Waiting(int most) {
        this.most = most;
    }

    void use(int changed) {
        most = changed;
    }

    /** The value, if it is there already, or comes in time and the thread may wait for it. */
    <T> Optional<T> atMost(Duration longest, CompletableFuture<T> future) {
        if (future.isDone() && !future.isCompletedExceptionally()) {
            return Optional.of(future.join());
        }
        if (now.incrementAndGet() > most) {
            now.decrementAndGet();
            return Optional.empty();
        }
        try {
            return Optional.of(future.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException late) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            now.decrementAndGet();
        }
    }
}
