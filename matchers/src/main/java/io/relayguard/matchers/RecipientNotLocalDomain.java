package io.relayguard.matchers;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.relay.LocalDomains.Unavailable;
import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.MessagingFailure;
import io.relayguard.james.WrongJames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches recipients whose domain is neither one of James's own nor a relay domain.
 *
 * <p>{@code =example.com, example.net} adds domains that count as ours here too; what is not a domain name in that list
 * stops James's start.
 */
public final class RecipientNotLocalDomain extends GenericMatcher {
    private final RelayGuard guard;
    private Set<DomainName> added = Set.of();

    @Inject
    public RecipientNotLocalDomain(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public RecipientNotLocalDomain() {
        throw new WrongJames();
    }

    @Override
    public void init() {
        String condition = getCondition();
        if (condition != null && !condition.isBlank()) {
            added = domains(condition);
        }
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        RelayPolicy policy = guard.policy();
        return Recipients.of(mail, recipient -> !isOurs(policy, recipient));
    }

    private boolean isOurs(RelayPolicy policy, Recipient recipient) throws Unavailable {
        return policy.relayDomain(recipient).isPresent()
                || recipient.domainName().filter(added::contains).isPresent()
                || policy.isLocal(recipient);
    }

    private static Set<DomainName> domains(String condition) {
        List<String> wrong = new ArrayList<>();
        Set<DomainName> domains = new HashSet<>();
        for (String name : condition.trim().split("\\s*,\\s*", -1)) {
            DomainName.parse(name).ifPresentOrElse(domains::add, () -> wrong.add("\"" + name + "\""));
        }
        if (!wrong.isEmpty()) {
            throw MessagingFailure.of("RecipientNotLocalDomain: found " + String.join(", ", wrong)
                    + ", expected domain names separated by commas, such as example.com, example.net");
        }
        return domains;
    }
}
