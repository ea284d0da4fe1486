package io.relayguard.buffer.smtp;

import com.hubspot.smtp.client.Extension;
import com.hubspot.smtp.client.SmtpClientResponse;
import com.hubspot.smtp.client.SmtpSession;
import com.hubspot.smtp.client.SmtpSessionConfig;
import com.hubspot.smtp.client.SmtpSessionFactory;
import com.hubspot.smtp.client.SmtpSessionFactoryConfig;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.smtp.SmtpRequest;
import io.netty.handler.codec.smtp.SmtpRequests;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.buffer.Conversations;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.SmtpReply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Conversations over NioSmtpClient, on the Netty that James runs on: greeting, EHLO, and HELO where EHLO is unknown
 * (RFC 5321 section 4.1.4). Chunking and size are left to DATA and the primary's own words.
 */
public final class NioConversations implements Conversations {
    /** Saner than RFC 5321 section 4.5.3.2's five minutes for a peer that we know: a dead one is found out sooner. */
    private static final Duration GREETING = Duration.ofSeconds(30);

    /** RFC 5321 section 4.5.3.2.6 allows ten minutes after the final dot: given up sooner, the mail is sent twice. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** NioSmtpClient's own patience includes the time that a large message takes; ours does not, and comes first. */
    private static final Duration NEVER_FIRST = Duration.ofDays(1);

    private final PrimaryAddresses addresses;
    private final Supplier<String> heloName;
    private final Duration greeting;
    private final Duration longestWait;
    private final NioEventLoopGroup loop;
    private final SmtpSessionFactory sessions;

    /**
     * Conversations with whoever is at the addresses.
     *
     * @param heloName this host's fully qualified name (RFC 5321 section 4.1.1.1), asked for when it is first needed
     */
    public NioConversations(PrimaryAddresses addresses, Supplier<String> heloName) {
        this(addresses, heloName, GREETING, LONGEST_WAIT);
    }

    NioConversations(PrimaryAddresses addresses, Supplier<String> heloName, Duration greeting, Duration longestWait) {
        this.addresses = addresses;
        this.heloName = heloName;
        this.greeting = greeting;
        this.longestWait = longestWait;
        this.loop = new NioEventLoopGroup(1, new DefaultThreadFactory("relay-guard-smtp", true));
        this.sessions = new SmtpSessionFactory(SmtpSessionFactoryConfig.builder()
                .eventLoopGroup(loop)
                .executor(SmtpSessionFactoryConfig.DIRECT_EXECUTOR)
                .build());
    }

    @Override
    public Conversation open(RelayDomain domain) throws PrimaryUnreachable {
        List<String> failures = new ArrayList<>();
        Set<InetAddress> tried = new LinkedHashSet<>();
        for (InetSocketAddress address : addresses.of(domain)) {
            try {
                return open(address);
            } catch (ConversationBroken failed) {
                tried.add(address.getAddress());
                failures.add(address.getAddress().getHostAddress() + ":" + address.getPort() + " " + failed.why());
            }
        }
        throw new PrimaryUnreachable(failures.isEmpty() ? "no address" : String.join("; ", failures), tried);
    }

    private Conversation open(InetSocketAddress address) throws ConversationBroken {
        SmtpClientResponse first = connect(address);
        SmtpSession session = first.getSession();
        try {
            expectPositive(Answers.only(first), "the greeting");
            if (!Answers.only(ask(session, SmtpRequests.ehlo(heloName.get()))).isPositive()) {
                expectPositive(Answers.only(ask(session, SmtpRequests.helo(heloName.get()))), "HELO");
            }
            return new NioConversation(session, address.getAddress(), longestWait);
        } catch (ConversationBroken | RuntimeException failed) {
            var unused = session.close();
            throw failed;
        }
    }

    /** A connection that comes about after we have given up waiting for it is closed at once. */
    private SmtpClientResponse connect(InetSocketAddress address) throws ConversationBroken {
        CompletableFuture<SmtpClientResponse> connecting = sessions.connect(config(address));
        try {
            return Answers.await(connecting, new CompletableFuture<>(), Answers.Patience.of(greeting), "the greeting");
        } catch (ConversationBroken failed) {
            var unused = connecting.thenCompose(late -> late.getSession().close());
            throw failed;
        }
    }

    private SmtpClientResponse ask(SmtpSession session, SmtpRequest request) throws ConversationBroken {
        return Answers.await(
                session,
                () -> session.send(request),
                Answers.Patience.of(greeting),
                request.command().name().toString());
    }

    private static void expectPositive(SmtpReply reply, String to) throws ConversationBroken {
        if (!reply.isPositive()) {
            throw new ConversationBroken("answered " + to + " with " + reply);
        }
    }

    private SmtpSessionConfig config(InetSocketAddress address) {
        return SmtpSessionConfig.builder()
                .remoteAddress(address)
                .initialResponseTimeout(greeting)
                .readTimeout(NEVER_FIRST)
                .addFirstCustomHandlers(new ReplyLimit(), new BareCodes())
                .disabledExtensions(EnumSet.of(Extension.CHUNKING, Extension.SIZE))
                .connectionId(address.toString())
                .build();
    }

    @Override
    public void close() {
        var unusedSessions = sessions.closeAsync();
        var unusedLoop = loop.shutdownGracefully();
    }
}
