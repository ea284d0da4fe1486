package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import java.util.List;

/** One {@code <domain>}: its primaries, in the order in which they are tried; never empty. */
public record RelayDomain(DomainName name, List<Primary> primaries) {
    public RelayDomain {
        primaries = List.copyOf(primaries);
    }
}
