package io.relayguard.buffer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer whose tasks run when the test moves the clock, on the test's thread, in the order in which they are due. */
final class HandTimer extends ScheduledThreadPoolExecutor {
    private final HandClock clock;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(Instant due, Runnable what) {}

    HandTimer(HandClock clock) {
        super(0);
        this.clock = clock;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable what, long delay, TimeUnit unit) {
        tasks.add(new Task(clock.instant().plus(Duration.of(delay, unit.toChronoUnit())), what));
        return super.schedule(() -> {}, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    int waiting() {
        return tasks.size();
    }

    /** Moves the clock from task to task, up to so far from now, and does whatever else there is to do after each. */
    void move(Duration forward, Runnable afterEach) {
        Instant end = clock.instant().plus(forward);
        afterEach.run();
        for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
            tasks.remove(next.get());
            clock.move(Duration.between(clock.instant(), next.get().due()));
            next.get().what().run();
            afterEach.run();
        }
        clock.move(Duration.between(clock.instant(), end));
    }

    private Optional<Task> next(Instant end) {
        return tasks.stream().filter(task -> !task.due().isAfter(end)).min(Comparator.comparing(Task::due));
    }
}
