package io.relayguard.matchers;

import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.util.Collection;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches recipients whose domain is one of {@code <relayDomains>}: they belong to a server behind us.
 *
 * <p>It takes no condition. A subdomain of a relay domain is not that domain.
 */
public final class RecipientInRelayDomain extends GenericMatcher {
    private final RelayGuard guard;

    @Inject
    public RecipientInRelayDomain(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public RecipientInRelayDomain() {
        throw new WrongJames();
    }

    @Override
    public void init() {
        Conditions.none(this);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        RelayPolicy policy = guard.policy();
        return Recipients.of(mail, recipient -> policy.relayDomain(recipient).isPresent());
    }
}
