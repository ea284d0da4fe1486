package io.relayguard.smtp;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Reply;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;

/** What James's sessions say, and what they are answered, in words of ours. */
final class Sessions {
    private Sessions() {}

    /** With the PROXY protocol the real client, once its header has been read: at MAIL and RCPT, not at the begin. */
    static IpAddress client(SMTPSession session) {
        return IpAddress.of(session.getRemoteAddress().getAddress());
    }

    /** The name in HELO or EHLO; empty where there was none. */
    static String helo(SMTPSession session) {
        return session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection)
                .orElse("");
    }

    static HookResult answer(HookReturnCode code, Reply reply) {
        return HookResult.builder()
                .hookReturnCode(code)
                .smtpReturnCode(String.valueOf(reply.code()))
                .smtpDescription(reply.enhancedCode() + " " + reply.text())
                .build();
    }
}
