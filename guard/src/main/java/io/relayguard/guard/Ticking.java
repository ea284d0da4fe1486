package io.relayguard.guard;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again, on a thread that does not keep James from ending. */
final class Ticking {
    private static final Logger LOGGER = LoggerFactory.getLogger(Ticking.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "relayguard-watch");
        thread.setDaemon(true);
        return thread;
    });

    private final Runnable work;
    private final Supplier<Duration> pause;

    /** Asks for the pause each time: it may change. */
    Ticking(Runnable work, Supplier<Duration> pause) {
        this.work = work;
        this.pause = pause;
    }

    void start() {
        var unused = timer.schedule(this::once, pause.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void once() {
        try {
            work.run();
        } catch (RuntimeException fault) {
            LOGGER.error("event=fault the watch goes on after this", fault);
        } finally {
            start();
        }
    }
}
