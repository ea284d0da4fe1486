package io.relayguard.core.net;

import java.util.List;
import java.util.stream.Collectors;

/** A list of networks is wrong; the message has every problem, one a line. */
public final class InvalidNetworks extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** One thing that is wrong: where, what stands there (quoted, cut, on one line), what was expected. */
    public record Problem(String place, String found, String expected) {
        @Override
        public String toString() {
            return place + ": found " + found + ", expected " + expected;
        }
    }

    InvalidNetworks(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
