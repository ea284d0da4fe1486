package io.relayguard.core.relay;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles of this server: a way is open if one of them permits it; where none is named, every way is. */
public record Roles(Set<Role> named) {
    /** What holds where no {@code <role>} is written. */
    public static final Roles ALL = new Roles(Set.of());

    public Roles {
        named = Set.copyOf(named);
    }

    public boolean permit(Permit way) {
        return named.isEmpty() || named.stream().anyMatch(role -> role.permits(way));
    }

    /** The roles in their order, as they are written. */
    @Override
    public String toString() {
        return named.isEmpty()
                ? "none named, so every way is open"
                : EnumSet.copyOf(named).stream().map(Role::code).collect(Collectors.joining(", "));
    }
}
