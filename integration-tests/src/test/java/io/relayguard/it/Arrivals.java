package io.relayguard.it;

import io.relayguard.fixture.primary.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which mail has come to the primary in which stretch of time. A stretch ends where conversations may have been cut off: James
 * was killed, or the primary went down.
 */
final class Arrivals {
    private final AtomicInteger stretch = new AtomicInteger();
    private final Map<String, Queue<Integer>> stretches = new ConcurrentHashMap<>();

    /** To be told of each delivery. */
    void note(Delivery mail) {
        for (String recipient : mail.recipients()) {
            stretches
                    .computeIfAbsent(recipient, first -> new ConcurrentLinkedQueue<>())
                    .add(stretch.get());
        }
    }

    /** What was cut off has come to its end, and nothing has come after it. */
    void cutOff() {
        stretch.incrementAndGet();
    }

    Set<String> recipients() {
        return stretches.keySet();
    }

    /** For each arrival that was followed by another one of the same mail: its stretch, and that one's. */
    List<Repetition> repetitions() {
        List<Repetition> repetitions = new ArrayList<>();
        stretches.forEach((recipient, queue) -> {
            List<Integer> all = List.copyOf(queue);
            for (int i = 1; i < all.size(); i++) {
                repetitions.add(new Repetition(recipient, all.get(i - 1), all.get(i)));
            }
        });
        return repetitions;
    }

    /** One mail, twice. */
    record Repetition(String recipient, int stretch, int next) {
        boolean isAcrossACut() {
            return stretch < next;
        }
    }
}
