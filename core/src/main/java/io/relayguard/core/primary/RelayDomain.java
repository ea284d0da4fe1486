package io.relayguard.core.primary;

import io.relayguard.core.address.DomainName;
import java.util.List;

/**
 * A domain that we take mail for, and its primaries in the order in which they are tried; never empty.
 *
 * @param source where it is written, such as {@code relayDomains/domain[2]} or {@code file://conf/domains.txt line 12}
 */
public record RelayDomain(DomainName name, List<Primary> primaries, String source) {
    public RelayDomain {
        primaries = List.copyOf(primaries);
    }
}
