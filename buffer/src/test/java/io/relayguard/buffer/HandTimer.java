package io.relayguard.buffer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A timer whose tasks run when the test moves the clock, on the test's thread, in the order in which they are due. */
final class HandTimer implements Surroundings.Timer {
    private final HandClock clock;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(Instant due, Runnable what) {}

    HandTimer(HandClock clock) {
        this.clock = clock;
    }

    @Override
    public void after(Duration pause, Runnable what) {
        tasks.add(new Task(clock.instant().plus(pause), what));
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
            moveTo(next.get().due());
            next.get().what().run();
            afterEach.run();
        }
        moveTo(end);
    }

    /** Tasks may take time of their own: the clock never goes back. */
    private void moveTo(Instant due) {
        Duration left = Duration.between(clock.instant(), due);
        clock.move(left.isNegative() ? Duration.ZERO : left);
    }

    private Optional<Task> next(Instant end) {
        return tasks.stream().filter(task -> !task.due().isAfter(end)).min(Comparator.comparing(Task::due));
    }
}
