package io.relayguard.matchers;

import io.relayguard.james.MessagingFailure;
import org.apache.mailet.base.GenericMatcher;

/** What stands behind a matcher's name and {@code =}. */
final class Conditions {
    private Conditions() {}

    /**
     * For a matcher that takes none: one that is given would be thought to narrow it.
     *
     * <p>Fails with James's MessagingException if there is one: James then does not start.
     */
    static void none(GenericMatcher matcher) {
        String condition = matcher.getCondition();
        if (condition != null && !condition.isBlank()) {
            throw MessagingFailure.of(
                    matcher.getMatcherName() + ": found the condition \"" + condition + "\", expected none");
        }
    }
}
