package io.relayguard.repositories;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a real PostgreSQL where there is none, loudly; with CI=true in the environment that is a failure. */
final class PostgresPresent implements ExecutionCondition {
    private static final String MISSING = "there is no PostgreSQL on this machine (package postgresql)";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Postgres.programs().isPresent()) {
            return ConditionEvaluationResult.enabled("PostgreSQL is here");
        }
        boolean required = "true".equals(System.getenv("CI"));
        String bar = "*".repeat(90);
        List.of(
                        bar,
                        "* NOT TESTED AGAINST A REAL POSTGRESQL: " + context.getDisplayName(),
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
