package io.relayguard.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;

/** Metrics that count, by their names behind {@code relayguard.}; each is looked up in James once. Threads may share it. */
final class Counters {
    private final MetricFactory metrics;
    private final Map<String, Metric> known = new ConcurrentHashMap<>();

    Counters(MetricFactory metrics) {
        this.metrics = metrics;
    }

    /** One more; a name is one of a few, never what a client wrote. */
    void count(String name) {
        known.computeIfAbsent(name, added -> metrics.generate("relayguard." + added))
                .increment();
    }
}
