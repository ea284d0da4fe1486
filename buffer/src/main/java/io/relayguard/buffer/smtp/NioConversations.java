package io.relayguard.buffer.smtp;

import com.hubspot.smtp.client.SmtpSessionFactory;
import com.hubspot.smtp.client.SmtpSessionFactoryConfig;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.buffer.Conversations;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.primary.RelayDomain;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Conversations over NioSmtpClient, on the Netty that James runs on. */
public final class NioConversations implements Conversations {
    private final PrimaryAddresses addresses;
    private final NioEventLoopGroup loop;
    private final SmtpSessionFactory sessions;
    private final Opening opening;

    /**
     * Conversations with whoever is at the addresses.
     *
     * @param heloName this host's fully qualified name (RFC 5321 section 4.1.1.1), asked for when it is first needed
     * @param isOurName if a name is another one of this host's: a primary of that name is ourselves
     * @param fallbacks hears of mail that goes in the open for want of TLS
     */
    public NioConversations(
            PrimaryAddresses addresses,
            Supplier<String> heloName,
            Predicate<String> isOurName,
            TlsFallbacks fallbacks) {
        this(addresses, new Introduction(heloName, isOurName), TlsEngines.ofJava(), Timeouts.DEFAULT, fallbacks);
    }

    NioConversations(
            PrimaryAddresses addresses,
            Introduction introduction,
            TlsEngines engines,
            Timeouts timeouts,
            TlsFallbacks fallbacks) {
        this.addresses = addresses;
        this.loop = new NioEventLoopGroup(1, new DefaultThreadFactory("relay-guard-smtp", true));
        this.sessions = new SmtpSessionFactory(SmtpSessionFactoryConfig.builder()
                .eventLoopGroup(loop)
                .executor(SmtpSessionFactoryConfig.DIRECT_EXECUTOR)
                .build());
        this.opening = new Opening(sessions, introduction, engines, timeouts, fallbacks);
    }

    @Override
    public Conversation open(RelayDomain domain) throws PrimaryUnreachable {
        List<String> failures = new ArrayList<>();
        Set<InetAddress> tried = new LinkedHashSet<>();
        for (PrimaryAddress address : addresses.of(domain)) {
            try {
                return opening.open(domain.name(), address);
            } catch (ConversationBroken failed) {
                tried.add(address.ip());
                failures.add(address + " " + failed.why());
            }
        }
        throw new PrimaryUnreachable(failures.isEmpty() ? "no address" : String.join("; ", failures), tried);
    }

    @Override
    public void close() {
        var unusedSessions = sessions.closeAsync();
        var unusedLoop = loop.shutdownGracefully();
    }
}
