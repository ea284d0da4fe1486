package io.relayguard.core.settings;

import io.relayguard.core.settings.InvalidSettings.Problem;
import java.util.ArrayList;
import java.util.List;

/** All that is wrong so far. */
final class Problems {
    private final List<Problem> all = new ArrayList<>();

    void add(String element, String found, String expected) {
        all.add(new Problem(element, found, expected));
    }

    /** Unless it is known already: some elements are read in several turns. */
    void addOnce(String element, String found, String expected) {
        Problem problem = new Problem(element, found, expected);
        if (!all.contains(problem)) {
            all.add(problem);
        }
    }

    void throwIfAny() throws InvalidSettings {
        if (!all.isEmpty()) {
            throw new InvalidSettings(all);
        }
    }
}
