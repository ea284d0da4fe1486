package io.relayguard.mailets;

import io.relayguard.james.MessagingFailure;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mailet.base.GenericMailet;

/** What stands between a mailet's tags. */
final class Parameters {
    /** James's own, good for every mailet. */
    private static final Set<String> OF_JAMES = Set.of("onMailetException", "onMatchException");

    private Parameters() {}

    /**
     * One that is not known would be thought to do something.
     *
     * <p>Fails with James's MessagingException if there is any other: James then does not start.
     */
    static void only(GenericMailet mailet, Set<String> known) {
        Set<String> unknown = new TreeSet<>();
        mailet.getInitParameterNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        unknown.removeAll(OF_JAMES);
        if (!unknown.isEmpty()) {
            throw MessagingFailure.of(mailet.getMailetName() + ": found the parameters " + unknown + ", expected "
                    + (known.isEmpty() ? "none" : "only " + new TreeSet<>(known)));
        }
    }
}
