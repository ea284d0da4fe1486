package io.relayguard.core.relay;

import java.util.Set;

/**
 * Which rules refuse, and which only say that they would.
 *
 * @param observed single rules that only observe; none that keeps mail from going outside to outside is among them
 */
public record Enforcement(Mode mode, Set<Rule> observed) {
    public static final Enforcement WHOLE = new Enforcement(Mode.ENFORCE, Set.of());

    public Enforcement {
        observed = Set.copyOf(observed);
        observed.stream().filter(Rule::guardsTheOutside).findAny().ifPresent(rule -> {
            throw new IllegalArgumentException(rule.code() + " cannot be observed alone");
        });
    }

    /** If the rule refuses what it forbids. */
    public boolean enforces(Rule rule) {
        return switch (mode) {
            case ENFORCE -> !observed.contains(rule);
            case OBSERVE -> rule.guardsTheOutside();
            case OBSERVE_ALL -> false;
        };
    }
}
