package io.relayguard.relaytest;

import java.net.InetAddress;
import java.util.Optional;

/**
 * All that a test is told.
 *
 * @param source the address of this machine to come from; empty: the system chooses
 * @param deliver whether an accepted form is followed by a marked message, instead of a reset
 */
public record RelayTestSettings(
        Target target, Families families, Names names, Limits limits, Optional<InetAddress> source, boolean deliver) {
    /** With all defaults. */
    public static RelayTestSettings of(Target target, Names names) {
        return new RelayTestSettings(target, Families.BOTH, names, Limits.DEFAULT, Optional.empty(), false);
    }
}
