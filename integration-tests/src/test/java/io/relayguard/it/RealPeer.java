package io.relayguard.it;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a real server of another make where there is none, loudly; with CI=true that is a failure. */
final class RealPeer {
    private final String name;

    private RealPeer(String name) {
        this.name = name;
    }

    static RealPeer named(String name) {
        return new RealPeer(name);
    }

    /** What to say where a command cannot be found; empty if it can. */
    static Optional<String> missing(String command, String debianPackage) {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> new File(folder, command).canExecute());
        return installed
                ? Optional.empty()
                : Optional.of("there is no " + command + " on this machine (package " + debianPackage + ")");
    }

    ConditionEvaluationResult evaluate(ExtensionContext context, Optional<String> missing) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled(name + " is here");
        }
        boolean required = "true".equals(System.getenv("CI"));
        complain(context.getDisplayName(), missing.get(), required);
        if (required) {
            throw new IllegalStateException(missing.get() + ": CI is true, so this is a failure");
        }
        return ConditionEvaluationResult.disabled(missing.get());
    }

    private void complain(String what, String missing, boolean required) {
        String bar = "*".repeat(90);
        List.of(
                        bar,
                        "* NOT TESTED AGAINST A REAL " + name.toUpperCase(Locale.ROOT) + ": " + what,
                        "* " + missing,
                        required
                                ? "* CI is true: this fails the build."
                                : "* With CI=true in the environment this would fail the build.",
                        bar)
                .forEach(System.err::println);
    }
}
