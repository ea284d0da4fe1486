package io.relayguard.buffer;

import io.relayguard.core.address.DomainName;
import java.io.IOException;
import java.util.Set;
import org.apache.james.mailrepository.api.MailRepositoryUrl;

/** Port: the domains that have had mail in one node's part of the repository. */
@FunctionalInterface
public interface KeptDomains {
    /**
     * Looks for them; none is opened.
     *
     * @param node {@code <repository>/<node>}, whose parts are named after the domains
     * @throws IOException if it cannot be looked at
     */
    Set<DomainName> below(MailRepositoryUrl node) throws IOException;
}
