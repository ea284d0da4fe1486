package io.relayguard.it;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a real Postfix where there is none, loudly; with CI=true in the environment that is a failure. */
final class PostfixPresent implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RealPeer.named("Postfix").evaluate(context, missing());
    }

    /** openssl makes its certificate; the package postfix brings it along. */
    private static Optional<String> missing() {
        return "root".equals(System.getProperty("user.name"))
                ? RealPeer.missing("postfix", "postfix").or(() -> RealPeer.missing("openssl", "openssl"))
                : Optional.of("Postfix's master process can be started by root alone, and we are not root");
    }
}
