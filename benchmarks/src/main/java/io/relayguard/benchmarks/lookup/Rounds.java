package io.relayguard.benchmarks.lookup;

import java.nio.file.Path;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks side by side: in each round every one of them, each in a JVM of its own.
 *
 * @param number of rounds
 * @param iterations timed in each JVM, a fifth of a second each
 * @param log where JMH's own words go
 */
record Rounds(int number, int iterations, Path log) {
    private static final TimeValue SHORT = TimeValue.milliseconds(200);
    private static final TimeValue WARM_UP = TimeValue.seconds(1);

    /**
     * With a heap that is wholly there before anything is timed: on a virtual machine the first touch of a page may take
     * ten times as long as what is measured.
     */
    private static final String[] JVM = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"};

    /** Times all benchmarks of a class. */
    Scores of(Class<?> benchmarks) throws RunnerException {
        return run(
                new OptionsBuilder()
                        .include(pattern(benchmarks))
                        .warmupIterations(iterations < 5 ? 1 : 5)
                        .warmupTime(WARM_UP)
                        .measurementIterations(iterations)
                        .measurementTime(SHORT),
                number);
    }

    /** Times all benchmarks of a class once in each round, without any that do not count before it. */
    Scores once(Class<?> benchmarks, int times) throws RunnerException {
        return run(
                new OptionsBuilder()
                        .include(pattern(benchmarks))
                        .warmupIterations(0)
                        .measurementIterations(1),
                times);
    }

    private static String pattern(Class<?> benchmarks) {
        return "\\." + benchmarks.getSimpleName() + "\\.";
    }

    private Scores run(ChainedOptionsBuilder options, int times) throws RunnerException {
        options.forks(1)
                .jvmArgs(JVM)
                .timeout(TimeValue.minutes(10))
                .shouldFailOnError(true)
                .output(log.toString());
        Scores scores = new Scores();
        for (int round = 0; round < times; round++) {
            new Runner(options.build()).run().forEach(scores::add);
        }
        return scores;
    }
}
