package io.relayguard.smtp;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.Reply;
import io.relayguard.core.relay.Verdict;
import io.relayguard.core.settings.RelayDomain;
import io.relayguard.guard.Addresses;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import javax.inject.Inject;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
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
 * recipients go on to James's own checks.
 */
public final class RelayPolicyHook implements RcptHook {
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
        Origin origin = origin(session);
        ReversePath reversePath = Addresses.reversePath(sender);
        Recipient recipient = Addresses.recipient(rcpt);
        return guard.decide(origin, reversePath, recipient).match(new Verdict.Cases<>() {
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
            public HookResult refuse(Verdict.Refusal why) {
                guard.journal().refused(why, origin, reversePath, recipient);
                return answer(HookReturnCode.deny(), Reply.refused(recipient));
            }

            @Override
            public HookResult notNow(Verdict.Postponement why) {
                guard.journal().postponed(why, origin, reversePath, recipient);
                return answer(HookReturnCode.denySoft(), Reply.notNow(recipient));
            }
        });
    }

    private static Origin origin(SMTPSession session) {
        return session.getUsername() != null
                ? new Origin.User(session.getUsername().asString())
                : new Origin.Client(IpAddress.of(session.getRemoteAddress().getAddress()));
    }

    /** Where James lets the client relay by itself, its other hooks have their say too. */
    private static HookResult allowed(SMTPSession session) {
        return session.isRelayingAllowed() ? HookResult.DECLINED : HookResult.OK;
    }

    private static HookResult answer(HookReturnCode code, Reply reply) {
        return HookResult.builder()
                .hookReturnCode(code)
                .smtpReturnCode(String.valueOf(reply.code()))
                .smtpDescription(reply.enhancedCode() + " " + reply.text())
                .build();
    }
}
