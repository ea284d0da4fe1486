package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The domains that we keep mail for, by name; a subdomain is a domain of its own. */
public record RelayDomains(Map<DomainName, RelayDomain> byName) {
    public static final RelayDomains NONE = new RelayDomains(Map.of());

    public RelayDomains {
        byName = Map.copyOf(byName);
    }

    public static RelayDomains of(Collection<RelayDomain> domains) {
        Map<DomainName, RelayDomain> byName = new LinkedHashMap<>();
        domains.forEach(domain -> byName.put(domain.name(), domain));
        return new RelayDomains(byName);
    }

    public Optional<RelayDomain> find(DomainName name) {
        return Optional.ofNullable(byName.get(name));
    }
}
