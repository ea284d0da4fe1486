package io.relayguard.matchers;

import javax.mail.MessagingException;
import org.apache.mailet.base.GenericMatcher;

/** What stands behind a matcher's name and {@code =}. */
final class Conditions {
    private Conditions() {}

    /**
     * For a matcher that takes none: one that is given would be thought to narrow it.
     *
     * @throws MessagingException if there is one: James then does not start
     */
    static void none(GenericMatcher matcher) throws MessagingException {
        String condition = matcher.getCondition();
        if (condition != null && !condition.isBlank()) {
            throw new MessagingException(
                    matcher.getMatcherName() + ": found the condition \"" + condition + "\", expected none");
        }
    }
}
