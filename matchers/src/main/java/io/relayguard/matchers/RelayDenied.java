package io.relayguard.matchers;

import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Decision;
import io.relayguard.core.relay.LocalDomains;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.core.relay.Verdict;
import io.relayguard.guard.Addresses;
import io.relayguard.guard.Origins;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.util.Collection;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;

/**
 * Matches recipients that the whole policy refuses to this mail: the second line behind RelayPolicyHook, and the only
 * one for mail that came in another way, such as FetchMail.
 *
 * <p>It takes no condition. Where the policy cannot find out, because the list of domains does not answer, it throws:
 * James keeps the mail in its error repository, and nothing is sent out.
 */
public final class RelayDenied extends GenericMatcher {
    private final RelayGuard guard;

    @Inject
    public RelayDenied(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public RelayDenied() {
        throw new WrongJames();
    }

    @Override
    public void init() {
        Conditions.none(this);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        Origin origin = Origins.of(mail);
        ReversePath reversePath = Addresses.reversePath(mail.getMaybeSender());
        RelayPolicy policy = guard.policy();
        return Recipients.of(mail, recipient -> isDenied(policy.decide(origin, reversePath, recipient)));
    }

    /** What came by SMTP was written down when RelayPolicyHook asked. */
    private boolean isDenied(Decision decision) throws LocalDomains.Unavailable {
        boolean bySmtp = decision.origin() instanceof Origin.Client || decision.origin() instanceof Origin.User;
        if (!bySmtp) {
            guard.noteObserved(decision);
        }
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.NotNow) {
            throw new LocalDomains.Unavailable(new IllegalStateException("the policy says " + verdict));
        }
        return verdict instanceof Verdict.Refuse;
    }
}
