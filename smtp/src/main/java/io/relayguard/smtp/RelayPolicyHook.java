package io.relayguard.smtp;

import static io.relayguard.smtp.Sessions.answer;
import static io.relayguard.smtp.Sessions.client;
import static io.relayguard.smtp.Sessions.helo;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.Reply;
import io.relayguard.core.relay.Rule;
import io.relayguard.core.relay.Verdict;
import io.relayguard.guard.Addresses;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.lmtp.LMTPConfiguration;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.RcptCmdHandler;
import org.apache.james.protocols.smtp.core.fastfail.AbstractValidRcptHandler;
import org.apache.james.protocols.smtp.hook.Hook;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookResultHook;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * The whole relay policy at RCPT: {@code 550 5.7.1} for what must not be relayed, before DATA.
 *
 * <p>It stands first in {@code <handlerchain>} of smtpserver.xml. It judges by the client's address at RCPT (with
 * James's PROXY protocol the real client's, which is not known when the connection begins) and by AUTH, never by
 * James's {@code authorizedAddresses}, whose IPv6 prefixes are wrong: a client that those let in is still refused here.
 *
 * <p>It says "ok", which skips all later hooks, only where James itself would refuse what the policy allows: relay
 * domains, and internal clients to the outside (org.apache.james.smtpserver.AuthRequiredToRelayRcptHook). Local
 * recipients go on to James's own checks; where those fail for want of a backend, the reply is {@code 451 4.3.0} like our
 * own. Over LMTP it never says "ok": nothing is relayed there.
 */
public final class RelayPolicyHook implements RcptHook, HookResultHook {
    /** Stands where this connection has been counted. */
    private static final AttachmentKey<Boolean> COUNTED =
            AttachmentKey.of("io.relayguard.smtp.RelayPolicyHook.counted", Boolean.class);

    private final RelayGuard guard;

    @Inject
    public RelayPolicyHook(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public RelayPolicyHook() {
        throw new WrongJames();
    }

    @Override
    public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress rcpt) {
        count(session);
        Origin origin = origin(session);
        ReversePath reversePath = Addresses.reversePath(sender);
        Recipient recipient = Addresses.recipient(rcpt);
        return guard.decide(origin, reversePath, recipient).verdict().match(new Verdict.Cases<>() {
            @Override
            public HookResult deliverHere() {
                return HookResult.DECLINED;
            }

            @Override
            public HookResult keepForPrimary(RelayDomain domain) {
                return allowed(session);
            }

            @Override
            public HookResult sendOut() {
                return allowed(session);
            }

            @Override
            public HookResult refuse(Rule why) {
                return answer(HookReturnCode.deny(), Reply.refused(why, recipient));
            }

            @Override
            public HookResult notNow(Verdict.Postponement why) {
                return answer(HookReturnCode.denySoft(), Reply.notNow(why, recipient));
            }
        });
    }

    /** Users and other backends being down is as temporary as all that we cannot find out. */
    @Override
    public HookResult onHookResult(SMTPSession session, HookResult result, long executionTime, Hook hook) {
        boolean couldNotAsk = hook instanceof AbstractValidRcptHandler
                && result.getResult().getAction() == HookReturnCode.Action.DENYSOFT;
        return couldNotAsk
                ? session.getAttachment(RcptCmdHandler.CURRENT_RECIPIENT, State.Transaction)
                        .map(rcpt -> answer(
                                HookReturnCode.denySoft(),
                                Reply.notNow(Verdict.Postponement.DOMAINS_UNAVAILABLE, Addresses.recipient(rcpt))))
                        .orElse(result)
                : result;
    }

    /** At RCPT, not at the connection's begin: with the PROXY protocol the client is not known there. */
    private void count(SMTPSession session) {
        if (session.setAttachment(COUNTED, true, State.Connection).isEmpty()) {
            guard.connected(client(session), helo(session));
        }
    }

    private static Origin origin(SMTPSession session) {
        return session.getUsername() != null
                ? new Origin.User(session.getUsername().asString())
                : new Origin.Client(client(session));
    }

    /** Where James lets the client relay by itself, its other hooks have their say too. */
    private static HookResult allowed(SMTPSession session) {
        return session.isRelayingAllowed() || isLmtp(session) ? HookResult.DECLINED : HookResult.OK;
    }

    /** There James puts mail into mailboxes at once, past the mailet container: a foreign recipient would become one. */
    private static boolean isLmtp(SMTPSession session) {
        return session.getConfiguration() instanceof LMTPConfiguration;
    }
}
