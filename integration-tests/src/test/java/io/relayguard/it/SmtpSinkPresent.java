package io.relayguard.it;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a real smtp-sink where there is none, loudly; with CI=true in the environment that is a failure. */
final class SmtpSinkPresent implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return RealPeer.named("smtp-sink").evaluate(context, RealPeer.missing("smtp-sink", "postfix"));
    }
}
