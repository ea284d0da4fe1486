package io.relayguard.matchers;

import io.relayguard.core.address.ReversePath;
import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.DnsblVerdict;
import io.relayguard.core.dnsbl.Misplaced;
import io.relayguard.core.dnsbl.ZoneCondition;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Origin;
import io.relayguard.guard.Addresses;
import io.relayguard.guard.DnsblGuard;
import io.relayguard.guard.Origins;
import io.relayguard.guard.RelayGuard;
import io.relayguard.guard.dnsbl.Check;
import io.relayguard.james.MessagingFailure;
import io.relayguard.james.WrongJames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Matches all recipients but postmaster and abuse if lists in DNS list the mail's client, its sender or its HELO name.
 *
 * <p>Without a condition: the zones of {@code <dnsbl>} in relayguard.xml. {@code
 * =zen.spamhaus.org=127.0.0.[2..11]*3,bl.example.net;threshold=3}: these instead, asked about the client; a condition that
 * is wrong stops James's start. Only mail of a stranger's SMTP session is asked about. What the hook asked at RCPT is not
 * asked again.
 *
 * <p>A mail whose client is listed anywhere, matched or not, carries the score and the labels of the zones as attributes:
 * {@value #SCORE} (an integer as text) and {@value #LABELS} (labels separated by commas); of those zones that had answered
 * when it was decided.
 */
public final class DnsblListed extends GenericMatcher {
    public static final String SCORE = "io.relayguard.dnsbl.score";
    public static final String LABELS = "io.relayguard.dnsbl.labels";

    private final RelayGuard guard;
    private @Nullable DnsblRules own;

    @Inject
    public DnsblListed(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public DnsblListed() {
        throw new WrongJames();
    }

    @Override
    public void init() {
        String condition = getCondition();
        if (condition == null || condition.isBlank()) {
            return;
        }
        try {
            own = ZoneCondition.parse(condition.strip());
            guard.dnsbl().watch(own);
        } catch (Misplaced wrong) {
            throw MessagingFailure.of("DnsblListed: " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public Collection<MailAddress> match(Mail mail) {
        if (!(Origins.of(mail) instanceof Origin.Client client)) {
            return List.of();
        }
        DnsblVerdict verdict = verdict(mail, client.address());
        if (!verdict.listing().isEmpty()) {
            note(mail, SCORE, String.valueOf(verdict.score()));
            note(mail, LABELS, String.join(", ", verdict.labels()));
        }
        return verdict.listed() ? Recipients.of(mail, recipient -> !recipient.isRoleAccount()) : List.of();
    }

    private DnsblVerdict verdict(Mail mail, IpAddress client) {
        DnsblGuard lists = guard.dnsbl();
        ReversePath reversePath = Addresses.reversePath(mail.getMaybeSender());
        String helo = text(mail, Mail.SMTP_HELO).orElse("");
        Check check = own == null ? lists.ask(client, reversePath, helo) : lists.ask(own, client, reversePath, helo);
        return lists.verdict(check);
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class);
    }

    private static void note(Mail mail, String name, String value) {
        mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.of(value)));
    }
}
