package io.relayguard.core.settings;

import java.util.List;
import java.util.stream.Collectors;

/** relayguard.xml is wrong; the message lists every problem, one a line. */
public final class InvalidSettings extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** One thing that is wrong: the element, what stands there, what was expected. */
    public record Problem(String element, String found, String expected) {
        @Override
        public String toString() {
            return element + ": found " + found + ", expected " + expected;
        }
    }

    public InvalidSettings(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "  - " + problem)
                .collect(Collectors.joining(
                        "\n",
                        "relayguard.xml has " + problems.size()
                                + (problems.size() == 1 ? " problem:\n" : " problems:\n"),
                        "")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
