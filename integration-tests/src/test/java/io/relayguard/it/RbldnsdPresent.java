package io.relayguard.it;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a real rbldnsd where there is none, loudly; with CI=true in the environment that is a failure. */
final class RbldnsdPresent implements ExecutionCondition {
    private static final String MISSING = "there is no rbldnsd on this machine (package rbldnsd)";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> new File(folder, "rbldnsd").canExecute());
        if (installed) {
            return ConditionEvaluationResult.enabled("rbldnsd is here");
        }
        boolean required = "true".equals(System.getenv("CI"));
        String bar = "*".repeat(90);
        List.of(
                        bar,
                        "* NOT TESTED AGAINST A REAL RBLDNSD: " + context.getDisplayName(),
                        "* " + MISSING,
                        required
                                ? "* CI is true: this fails the build."
                                : "* With CI=true in the environment this would fail the build.",
                        bar)
                .forEach(System.err::println);
        if (required) {
            throw new IllegalStateException(MISSING + ": CI is true, so this is a failure");
        }
        return ConditionEvaluationResult.disabled(MISSING);
    }
}
