package io.relayguard.buffer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Workers that wait until the test lets them run, one after the other, on the test's thread. */
final class HandWorkers implements Executor {
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        waiting.addLast(task);
    }

    int waiting() {
        return waiting.size();
    }

    void run() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }
}
