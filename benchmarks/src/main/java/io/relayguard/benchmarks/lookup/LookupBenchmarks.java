package io.relayguard.benchmarks.lookup;

import io.relayguard.core.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Answers the questions that its arguments name, or all, with a table each: {@code memory}, {@code networks},
 * {@code domains}, {@code decisions}, {@code loading}. Ends with 1 when a bar is missed.
 *
 * <p>The first argument is the file for what JMH says. {@code ROUNDS} and {@code QUICK} come from the environment.
 */
public final class LookupBenchmarks {
    private static final List<String> QUESTIONS = List.of("memory", "networks", "domains", "decisions", "loading");
    private static final int MILLION = 1_000_000;
    private static final List<Integer> SIZES = List.of(10, 1_000, 100_000, MILLION);
    private static final int LOADS = 5;

    private final boolean quick = !System.getenv().getOrDefault("QUICK", "").isEmpty();
    private final int times = quick ? 1 : Integer.parseInt(System.getenv().getOrDefault("ROUNDS", "3"));
    private final Bars bars = new Bars();
    private final Rounds rounds;

    private LookupBenchmarks(Path log) {
        rounds = new Rounds(times, quick ? 3 : 25, log);
    }

    /** The file for JMH's words, then the questions. */
    public static void main(String[] arguments) throws RunnerException, IOException, InvalidSettings {
        Locale.setDefault(Locale.ROOT);
        LookupBenchmarks benchmarks = new LookupBenchmarks(Path.of(arguments[0]));
        List<String> named = List.of(arguments).subList(1, arguments.length);
        for (String question : named.isEmpty() ? QUESTIONS : named) {
            benchmarks.answer(question);
        }
        benchmarks.bars.missed().forEach(missed -> System.out.println("MISSED: " + missed));
        System.exit(benchmarks.bars.missed().isEmpty() ? 0 : 1);
    }

    private void answer(String question) throws RunnerException, IOException, InvalidSettings {
        switch (question) {
            case "networks" -> networks();
            case "domains" -> domains();
            case "decisions" -> decisions();
            case "loading" -> loading();
            case "memory" -> memory();
            default -> throw new IllegalArgumentException("found \"" + question + "\", expected one of " + QUESTIONS);
        }
    }

    private void networks() throws RunnerException {
        SIZES.forEach(Agreement::check);
        Scores scores = rounds.of(NetworkLookup.class);
        row("networks", "Relay Guard, ns", "trie, ns", "NetMatcher, ns");
        for (int size : SIZES) {
            String netMatcher = size == MILLION ? "left out" : scores.shown("NetworkLookup.netMatcher " + size);
            row(
                    String.format("%,d", size),
                    scores.shown("NetworkLookup.relayGuard " + size),
                    scores.shown("NetworkLookup.trie " + size),
                    netMatcher);
        }
        for (int size : SIZES) {
            double ours = scores.median("NetworkLookup.relayGuard " + size);
            bars.atMost(
                    ours / scores.median("NetworkLookup.trie " + size), 1, "of the trie's time at %,d networks", size);
            if (size < MILLION) {
                double netMatcher = scores.median("NetworkLookup.netMatcher " + size);
                bars.atMost(ours / netMatcher, 1, "of NetMatcher's time at %,d networks", size);
            }
        }
        double growth =
                scores.median("NetworkLookup.relayGuard " + MILLION) / scores.median("NetworkLookup.relayGuard 1000");
        bars.atMost(growth, 3, "times our time at 1,000 networks at a million");
    }

    private void domains() throws RunnerException {
        Scores scores = rounds.of(DomainLookup.class);
        row("domains", "DomainTable, ns", "RelayDomains, ns", "HashMap, ns");
        row(
                String.format("%,d", MILLION),
                scores.shown("DomainLookup.table " + MILLION),
                scores.shown("DomainLookup.relayDomains " + MILLION),
                scores.shown("DomainLookup.hashMap " + MILLION));
    }

    private void decisions() throws RunnerException, IOException, InvalidSettings {
        Scores scores = rounds.of(RecipientDecision.class);
        row("one RCPT", "decided, ns", "read and decided, ns", "");
        String server = " 100000 " + MILLION;
        row(
                "",
                scores.shown("RecipientDecision.decided" + server),
                scores.shown("RecipientDecision.readAndDecided" + server),
                "");
        System.out.println("the mix: " + RecipientDecision.Server.whole().verdicts());
        bars.atMost(scores.median("RecipientDecision.decided" + server) / 1000, 2, "µs a decision");
    }

    private void loading() throws RunnerException {
        Scores scores = rounds.once(Loading.class, quick ? 1 : LOADS);
        row("loading", "domains, ms", "networks, ms", "both, ms");
        row(
                String.format("%,d each", MILLION),
                scores.shown("Loading.settings 1000000 1"),
                scores.shown("Loading.settings 1 1000000"),
                scores.shown("Loading.settings 1000000 1000000"));
    }

    private void memory() {
        row("bytes each", "Relay Guard", "trie", "");
        for (int size : List.of(100_000, MILLION)) {
            double ours = each(size, () -> MadeNetworks.set(MadeNetworks.of(size)));
            double trie = each(size, () -> Trie.of(MadeNetworks.of(size)));
            row(String.format("%,d networks", size), bytes(ours), bytes(trie), "");
            bars.atMost(ours, 64, "bytes a network at %,d", size);
        }
        row("bytes each", "DomainTable", "HashMap", "characters");
        List<String> names = DomainLookup.listed(MILLION);
        double characters = names.stream().mapToInt(String::length).average().orElseThrow();
        double table = each(MILLION, () -> DomainLookup.table(DomainLookup.listed(MILLION)));
        double map = each(MILLION, () -> DomainLookup.map(DomainLookup.listed(MILLION)));
        row(String.format("%,d domains", MILLION), bytes(table), bytes(map), bytes(characters));
    }

    private static double each(int size, Supplier<?> making) {
        return (double) RetainedHeap.of(making) / size;
    }

    private static String bytes(double number) {
        return String.format("%.1f", number);
    }

    private static void row(String first, String second, String third, String fourth) {
        System.out.printf("%-16s %24s %24s %28s%n", first, second, third, fourth);
    }
}
