package io.relayguard.relaytest.postfix;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a real Postfix where there is none, loudly; with CI=true in the environment that is a failure. */
final class PostfixPresent implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("Postfix is here, and we are root");
        }
        boolean required = "true".equals(System.getenv("CI"));
        complain(context.getDisplayName(), missing.get(), required);
        if (required) {
            throw new IllegalStateException(missing.get() + ": CI is true, so this is a failure");
        }
        return ConditionEvaluationResult.disabled(missing.get());
    }

    private static Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("Postfix's master process can be started by root alone, and we are not root");
        }
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, "postfix").canExecute());
        return installed ? Optional.empty() : Optional.of("there is no Postfix on this machine (package postfix)");
    }

    private static void complain(String what, String missing, boolean required) {
        String bar = "*".repeat(90);
        List<String> lines = List.of(
                bar,
                "* NOT TESTED AGAINST A REAL POSTFIX: " + what,
                "* " + missing,
                required
                        ? "* CI is true: this fails the build."
                        : "* With CI=true in the environment this would fail the build.",
                bar);
        lines.forEach(System.err::println);
    }
}
