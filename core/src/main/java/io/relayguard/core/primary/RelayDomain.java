package io.relayguard.core.primary;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.NetworkSet;
import java.util.List;

/**
 * A domain that we take mail for, and its primaries in the order in which they are tried; never empty.
 *
 * @param source where it is written, such as {@code relayDomains/domain[2]} or {@code file://conf/domains.txt line 12}
 * @param etrn who may ask for its mail by ETRN, besides internal clients and the primaries themselves
 */
public record RelayDomain(DomainName name, List<Primary> primaries, String source, NetworkSet etrn) {
    public RelayDomain {
        primaries = List.copyOf(primaries);
    }

    /** One for which nobody else may ask. */
    public RelayDomain(DomainName name, List<Primary> primaries, String source) {
        this(name, primaries, source, NetworkSet.EMPTY);
    }
}
