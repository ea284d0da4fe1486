package io.relayguard.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.jspecify.annotations.Nullable;

/** James's list of domains, with a switch that makes its backend fail. */
public final class DomainsForTests implements DomainList {
    private final Set<Domain> domains;
    private volatile @Nullable Exception failure;

    DomainsForTests(String... domains) {
        this.domains = Arrays.stream(domains).map(Domain::of).collect(Collectors.toUnmodifiableSet());
    }

    /** From now on each question ends in this: a DomainListException, or what a backend throws unforeseen. */
    public void failWith(Exception exception) {
        failure = exception;
    }

    /** From now on the backend does not answer. */
    public void goDown() {
        failWith(new DomainListException("the backend is down"));
    }

    @Override
    public boolean containsDomain(Domain domain) throws DomainListException {
        Exception current = failure;
        if (current instanceof DomainListException foreseen) {
            throw foreseen;
        }
        if (current instanceof RuntimeException unforeseen) {
            throw unforeseen;
        }
        return domains.contains(domain);
    }

    @Override
    public List<Domain> getDomains() {
        return List.copyOf(domains);
    }

    @Override
    public void addDomain(Domain domain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeDomain(Domain domain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Domain getDefaultDomain() {
        return Domain.LOCALHOST;
    }
}
