package io.relayguard.mailets;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.guard.Addresses;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Puts the mail into the buffer for the recipients of relay domains, and ends it for them; other recipients go on.
 *
 * <p>It stands before anything that changes the message (James demands a RemoveMimeHeader for {@code bcc} in the {@code
 * transport} processor, and that rewrites the whole header), so the primary gets it as it came. No parameters: all is
 * in relayguard.xml. What could not be stored stays with James, for the recipients that it concerns; the mail then goes
 * to James's error processor unless {@code onMailetException} says otherwise.
 */
public final class SecondaryMxQueue extends GenericMailet {
    private final RelayGuard guard;

    @Inject
    public SecondaryMxQueue(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public SecondaryMxQueue() {
        throw new WrongJames();
    }

    @Override
    public void init() {
        Parameters.only(this, Set.of());
        guard.startBuffer(this);
    }

    @Override
    public void destroy() {
        guard.stopBuffer(this);
    }

    @Override
    public void service(Mail mail) {
        for (Map.Entry<DomainName, List<MailAddress>> share :
                byRelayDomain(mail).entrySet()) {
            guard.keep(mail, share.getKey(), share.getValue());
            dropRecipients(mail, share.getValue());
        }
        if (mail.getRecipients().isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    @Override
    public String getMailetInfo() {
        return "Relay Guard: SecondaryMxQueue";
    }

    private Map<DomainName, List<MailAddress>> byRelayDomain(Mail mail) {
        Map<DomainName, List<MailAddress>> shares = new LinkedHashMap<>();
        for (MailAddress address : mail.getRecipients()) {
            guard.policy()
                    .relayDomain(Addresses.recipient(address))
                    .map(RelayDomain::name)
                    .ifPresent(domain -> shares.computeIfAbsent(domain, first -> new ArrayList<>())
                            .add(address));
        }
        return shares;
    }

    /** At once after each share: what fails later must not take these along a second time. */
    private static void dropRecipients(Mail mail, Collection<MailAddress> kept) {
        List<MailAddress> rest = new ArrayList<>(mail.getRecipients());
        rest.removeAll(kept);
        mail.setRecipients(rest);
    }
}
