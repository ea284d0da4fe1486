package io.relayguard.buffer.smtp;

import com.hubspot.smtp.client.Extension;
import com.hubspot.smtp.client.SmtpClientResponse;
import com.hubspot.smtp.client.SmtpSessionConfig;
import com.hubspot.smtp.client.SmtpSessionFactory;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.buffer.smtp.TlsFallbacks.Reason;
import io.relayguard.core.address.DomainName;
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
    private final TlsFallbacks fallbacks;
    private final Advance advance = new Advance();

    Opening(
            SmtpSessionFactory sessions,
            Introduction introduction,
            TlsEngines engines,
            Timeouts timeouts,
            TlsFallbacks fallbacks) {
        this.sessions = sessions;
        this.introduction = introduction;
        this.engines = engines;
        this.timeouts = timeouts;
        this.fallbacks = fallbacks;
    }

    /** After a handshake that failed nothing but a new connection will do. */
    NioConversation open(DomainName destination, PrimaryAddress primary) throws ConversationBroken {
        try {
            return open(destination, primary, primary.tls());
        } catch (TlsFailed failed) {
            String why = "TLS does not come about: " + failed.why();
            if (primary.tls().isDemand()) {
                throw demanded(primary, why);
            }
            NioConversation conversation = inTheOpen(destination, primary);
            fallbacks.fellBack(destination, primary, Reason.FAILED, why);
            return conversation;
        }
    }

    private NioConversation inTheOpen(DomainName destination, PrimaryAddress primary) throws ConversationBroken {
        try {
            return open(destination, primary, TlsRule.NONE);
        } catch (TlsFailed never) {
            throw new IllegalStateException("TLS without having asked for it", never);
        }
    }

    private NioConversation open(DomainName destination, PrimaryAddress primary, TlsRule tls)
            throws ConversationBroken, TlsFailed {
        Replies replies = new Replies();
        TlsUpgrade upgrade = new TlsUpgrade(timeouts.tls());
        SmtpClientResponse first = connect(config(primary, upgrade, replies));
        Peer peer = new Peer(first.getSession(), replies, upgrade, timeouts);
        try {
            introduction.hear(Answers.only(first));
            Extensions extensions = introduction.exchange(peer);
            if (tls != TlsRule.NONE) {
                extensions = startTls(destination, primary, peer, extensions);
            }
            return new NioConversation(peer, primary.ip(), extensions, advance);
        } catch (ConversationBroken | TlsFailed | RuntimeException failed) {
            peer.hangUp();
            throw failed;
        }
    }

    /** What the primary said before is forgotten: anybody on the way may have said it (RFC 3207 section 4.2). */
    private Extensions startTls(DomainName destination, PrimaryAddress primary, Peer peer, Extensions before)
            throws ConversationBroken, TlsFailed {
        if (!before.offers("STARTTLS")) {
            goOn(destination, primary, Reason.NOT_OFFERED, "it does not offer STARTTLS");
            return before;
        }
        if (!peer.startTls(engines.forPrimary(primary))) {
            goOn(destination, primary, Reason.REFUSED, "it offers STARTTLS and refuses it");
            return before;
        }
        return afterTls(peer);
    }

    /** In the open, unless TLS is demanded. */
    private void goOn(DomainName destination, PrimaryAddress primary, Reason reason, String found)
            throws ConversationBroken {
        if (primary.tls().isDemand()) {
            throw demanded(primary, found);
        }
        fallbacks.fellBack(destination, primary, reason, found);
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
