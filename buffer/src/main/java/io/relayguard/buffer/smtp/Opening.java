package io.relayguard.buffer.smtp;

import com.hubspot.smtp.client.Extension;
import com.hubspot.smtp.client.SmtpClientResponse;
import com.hubspot.smtp.client.SmtpSessionConfig;
import com.hubspot.smtp.client.SmtpSessionFactory;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.core.primary.Extensions;
import io.relayguard.core.primary.TlsRule;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;

/** From the connection to the first MAIL: greeting, EHLO or HELO, STARTTLS where the rule for the primary wants it. */
final class Opening {
    /** NioSmtpClient's own patience includes the time that a large message takes; ours does not, and comes first. */
    private static final Duration NEVER_FIRST = Duration.ofDays(1);

    private final SmtpSessionFactory sessions;
    private final Introduction introduction;
    private final TlsEngines engines;
    private final Timeouts timeouts;
    private final Advance advance = new Advance();

    Opening(SmtpSessionFactory sessions, Introduction introduction, TlsEngines engines, Timeouts timeouts) {
        this.sessions = sessions;
        this.introduction = introduction;
        this.engines = engines;
        this.timeouts = timeouts;
    }

    /** After a handshake that failed nothing but a new connection will do. */
    NioConversation open(PrimaryAddress primary) throws ConversationBroken {
        try {
            return open(primary, primary.tls());
        } catch (TlsFailed failed) {
            if (primary.tls().isDemand()) {
                throw demanded(primary, "TLS does not come about: " + failed.why());
            }
            return inTheOpen(primary);
        }
    }

    private NioConversation inTheOpen(PrimaryAddress primary) throws ConversationBroken {
        try {
            return open(primary, TlsRule.NONE);
        } catch (TlsFailed never) {
            throw new IllegalStateException("TLS without having asked for it", never);
        }
    }

    private NioConversation open(PrimaryAddress primary, TlsRule tls) throws ConversationBroken, TlsFailed {
        Replies replies = new Replies();
        TlsUpgrade upgrade = new TlsUpgrade(timeouts.tls());
        SmtpClientResponse first = connect(config(primary, upgrade, replies));
        Peer peer = new Peer(first.getSession(), replies, upgrade, timeouts);
        try {
            introduction.hear(Answers.only(first));
            Extensions extensions = introduction.exchange(peer);
            if (tls != TlsRule.NONE) {
                extensions = startTls(peer, primary, extensions);
            }
            return new NioConversation(peer, primary.ip(), extensions, advance);
        } catch (ConversationBroken | TlsFailed | RuntimeException failed) {
            peer.hangUp();
            throw failed;
        }
    }

    /** What the primary said before is forgotten: anybody on the way may have said it (RFC 3207 section 4.2). */
    private Extensions startTls(Peer peer, PrimaryAddress primary, Extensions before)
            throws ConversationBroken, TlsFailed {
        boolean demanded = primary.tls().isDemand();
        if (!before.offers("STARTTLS")) {
            if (demanded) {
                throw demanded(primary, "it does not offer STARTTLS");
            }
            return before;
        }
        if (!peer.startTls(engines.forPrimary(primary))) {
            if (demanded) {
                throw demanded(primary, "it offers STARTTLS and refuses it");
            }
            return before;
        }
        return afterTls(peer);
    }

    private Extensions afterTls(Peer peer) throws TlsFailed {
        try {
            return introduction.exchange(peer);
        } catch (ConversationBroken broken) {
            throw new TlsFailed("after TLS had begun, " + broken.why(), broken);
        }
    }

    private static ConversationBroken demanded(PrimaryAddress primary, String found) {
        return new ConversationBroken(
                found + ", expected TLS (tls=" + primary.tls().word() + ")");
    }

    /** A connection that comes about after we have given up waiting for it is closed at once. */
    private SmtpClientResponse connect(SmtpSessionConfig config) throws ConversationBroken {
        CompletableFuture<SmtpClientResponse> connecting = sessions.connect(config);
        try {
            return Answers.await(
                    connecting,
                    new CompletableFuture<>(),
                    Answers.Patience.of(timeouts.greeting()),
                    () -> "the greeting");
        } catch (ConversationBroken failed) {
            var unused = connecting.thenCompose(late -> late.getSession().close());
            throw failed;
        }
    }

    private SmtpSessionConfig config(PrimaryAddress primary, TlsUpgrade upgrade, Replies replies) {
        return SmtpSessionConfig.builder()
                .remoteAddress(primary.socket())
                .initialResponseTimeout(timeouts.greeting())
                .readTimeout(NEVER_FIRST)
                .addFirstCustomHandlers(upgrade, replies, new BareCodes())
                .disabledExtensions(EnumSet.of(Extension.CHUNKING, Extension.SIZE))
                .connectionId(primary.toString())
                .build();
    }
}
