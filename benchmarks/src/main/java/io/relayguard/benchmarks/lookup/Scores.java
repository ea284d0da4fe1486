package io.relayguard.benchmarks.lookup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;

/** What JMH found, by benchmark and its parameters: {@code NetworkLookup.trie 1000}. */
final class Scores {
    private static final double MIDDLE = 50;

    private final Map<String, List<Double>> byName = new HashMap<>();

    /** Of the iterations of one JVM the middle one counts, since whatever else this machine does only makes them longer. */
    void add(RunResult result) {
        byName.computeIfAbsent(name(result), name -> new ArrayList<>())
                .add(result.getPrimaryResult().getStatistics().getPercentile(MIDDLE));
    }

    private static String name(RunResult result) {
        String method = result.getParams().getBenchmark();
        int simple = method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1;
        StringBuilder name = new StringBuilder(method.substring(simple));
        for (String parameter : result.getParams().getParamsKeys()) {
            name.append(' ').append(result.getParams().getParam(parameter));
        }
        return name.toString();
    }

    /** The middle one of the rounds. */
    double median(String name) {
        List<Double> rounds = sorted(name);
        int upper = rounds.size() / 2;
        return (rounds.get(upper) + rounds.get((rounds.size() - 1) / 2)) / 2;
    }

    /** The median, with the fastest round and the slowest. */
    String shown(String name) {
        List<Double> rounds = sorted(name);
        return figure(median(name)) + " (" + figure(rounds.get(0)) + "–" + figure(rounds.get(rounds.size() - 1)) + ")";
    }

    private static String figure(double score) {
        return String.format(score < 100 ? "%.1f" : "%,.0f", score);
    }

    private List<Double> sorted(String name) {
        List<Double> rounds = byName.get(name);
        if (rounds == null) {
            throw new IllegalStateException("JMH has no result of " + name + ", only of " + byName.keySet());
        }
        return rounds.stream().sorted().toList();
    }
}
