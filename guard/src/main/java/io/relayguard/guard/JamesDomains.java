package io.relayguard.guard;

import io.relayguard.core.relay.LocalDomains;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;

/** James's DomainList. One that fails is not one that says no (James's own hook takes it for a no). */
record JamesDomains(DomainList domains) implements LocalDomains {
    @Override
    public boolean contains(String domain) throws Unavailable {
        Optional<Domain> name = domain(domain);
        try {
            return name.isPresent() && domains.containsDomain(name.get());
        } catch (DomainListException | RuntimeException silence) {
            throw new Unavailable(silence);
        }
    }

    private static Optional<Domain> domain(String text) {
        try {
            return Optional.of(Domain.of(text));
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }
}
