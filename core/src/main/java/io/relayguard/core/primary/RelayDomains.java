package io.relayguard.core.primary;

import io.relayguard.core.address.DomainName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The domains that we keep mail for, by name; a subdomain is a domain of its own.
 *
 * @param named those that have an element of their own
 * @param lists those that stand in files, a million of them maybe
 */
public record RelayDomains(Map<DomainName, RelayDomain> named, List<RelayDomainList> lists) {
    public static final RelayDomains NONE = new RelayDomains(Map.of(), List.of());

    public RelayDomains {
        named = Map.copyOf(named);
        lists = List.copyOf(lists);
    }

    public static RelayDomains of(Collection<RelayDomain> domains) {
        Map<DomainName, RelayDomain> named = new LinkedHashMap<>();
        domains.forEach(domain -> named.put(domain.name(), domain));
        return new RelayDomains(named, List.of());
    }

    public Optional<RelayDomain> find(DomainName name) {
        RelayDomain own = named.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        for (RelayDomainList list : lists) {
            Optional<RelayDomain> found = list.find(name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    public int size() {
        return named.size() + lists.stream().mapToInt(RelayDomainList::size).sum();
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** Those that have an element of their own, and how many more there are. */
    @Override
    public String toString() {
        String names = named.keySet().stream().map(DomainName::value).sorted().collect(Collectors.joining(", "));
        return "RelayDomains[" + names + (lists.isEmpty() ? "" : "; " + lists) + "]";
    }
}
