package io.relayguard.it;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a real rbldnsd where there is none, loudly; with CI=true in the environment that is a failure. */
final class RbldnsdPresent implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RealPeer.named("rbldnsd").evaluate(context, RealPeer.missing("rbldnsd", "rbldnsd"));
    }
}
