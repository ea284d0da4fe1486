package io.relayguard.guard;

import java.util.List;

/** How the guard stands: what an administrator has to know, the worst first. */
public record GuardHealth(List<Finding> findings) {
    public GuardHealth {
        findings = findings.stream()
                .sorted((one, other) -> other.grade().compareTo(one.grade()))
                .toList();
    }

    /** How bad it is; with no finding all is well. */
    public enum Grade {
        /** It works, but not as it should. */
        DEGRADED,

        /** It does not protect. */
        UNHEALTHY
    }

    /** One thing to know, in one line. */
    public record Finding(Grade grade, String text) {}
}
