package io.relayguard.smtp;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.guard.Addresses;
import io.relayguard.guard.RelayGuard;
import io.relayguard.guard.dnsbl.Check;
import io.relayguard.james.WrongJames;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * Lists in DNS at RCPT: {@code 554 5.7.1 … listed by LABEL} for a stranger whose score reaches the threshold of {@code
 * <dnsbl>}.
 *
 * <p>It stands before RelayPolicyHook in {@code <handlerchain>} of smtpserver.xml, because that one says "ok" for relay
 * domains, and James then asks no further hook. The zones are asked at MAIL, so that they have mostly answered by RCPT.
 * Nobody asks about internal clients, those in {@code <exempt>}, and users who have logged in; postmaster and abuse are
 * let through (RFC 5321 section 4.5.1, RFC 2142). It never says "ok": an allow list permits nothing.
 */
public final class DnsblHook implements MailHook, RcptHook {
    private static final AttachmentKey<Check> CHECK =
            AttachmentKey.of("io.relayguard.smtp.DnsblHook.check", Check.class);

    private final RelayGuard guard;

    @Inject
    public DnsblHook(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public DnsblHook() {
        throw new WrongJames();
    }

    @Override
    public HookResult doMail(SMTPSession session, MaybeSender sender) {
        if (session.getUsername() == null) {
            begin(session, Addresses.reversePath(sender));
        }
        return HookResult.DECLINED;
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress rcpt) {
        Recipient recipient = Addresses.recipient(rcpt);
        if (session.getUsername() != null || recipient.isRoleAccount()) {
            return HookResult.DECLINED;
        }
        ReversePath reversePath = Addresses.reversePath(sender);
        Optional<Check> begun = session.getAttachment(CHECK, State.Transaction);
        Check check = begun.orElseGet(() -> begin(session, reversePath));
        return guard.dnsbl()
                .refusal(check, reversePath, recipient)
                .map(reply -> Sessions.answer(HookReturnCode.deny(), reply))
                .orElse(HookResult.DECLINED);
    }

    private Check begin(SMTPSession session, ReversePath reversePath) {
        Check check = guard.dnsbl().ask(Sessions.client(session), reversePath, Sessions.helo(session));
        session.setAttachment(CHECK, check, State.Transaction);
        return check;
    }
}
