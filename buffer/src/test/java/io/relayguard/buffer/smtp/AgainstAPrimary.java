package io.relayguard.buffer.smtp;

import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.NotificationWishes;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.TlsRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** What tests of the adapter share: scripted primaries on real sockets, and conversations with them. */
abstract class AgainstAPrimary {
    static final RelayDomain DOMAIN =
            new RelayDomain(DomainName.parse("example.org").orElseThrow(), List.of(new Primary.Mx()), "here");
    static final String OUR_NAME = "mx2.example.net";
    static final String OUR_OTHER_NAME = "mail.example.net";
    static final String WITHOUT_PIPELINING = "250-primary.example.org\r\n250 8BITMIME";
    static final byte[] SHORT = ascii("Subject: a\r\n\r\nHello\r\n");

    /** Long enough for a slow machine where an answer must come, short where none will. */
    static final Duration PATIENT = Duration.ofSeconds(30);

    static final Duration IMPATIENT = Duration.ofMillis(300);

    final List<AutoCloseable> toClose = new ArrayList<>();

    /** {@code destination primary reason detail} of each connection in the open that should have had TLS. */
    final List<String> fallbacks = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    ScriptedPrimary primary(String... script) throws IOException {
        ScriptedPrimary primary = new ScriptedPrimary(script);
        toClose.add(primary);
        return primary;
    }

    NioConversations conversations(Duration greeting, Duration longestWait, InetSocketAddress... addresses) {
        return conversations(
                timeouts(greeting, longestWait),
                TlsEngines.ofJava(),
                Arrays.stream(addresses)
                        .map(address -> new PrimaryAddress(address, "primary.example.org", TlsRule.OPPORTUNISTIC))
                        .toArray(PrimaryAddress[]::new));
    }

    NioConversations conversations(Timeouts timeouts, TlsEngines engines, PrimaryAddress... addresses) {
        NioConversations conversations = new NioConversations(
                domain -> List.of(addresses),
                new Introduction(() -> OUR_NAME, OUR_OTHER_NAME::equals),
                engines,
                timeouts,
                (destination, primary, reason, detail) ->
                        fallbacks.add(destination + " " + primary + " " + reason.code() + " " + detail));
        toClose.add(conversations);
        return conversations;
    }

    static Timeouts timeouts(Duration greeting, Duration longestWait) {
        return new Timeouts(
                greeting,
                greeting,
                greeting,
                longestWait,
                longestWait,
                longestWait,
                longestWait,
                longestWait,
                longestWait,
                Duration.ofSeconds(10));
    }

    Conversation open(ScriptedPrimary primary) throws PrimaryUnreachable {
        return conversations(PATIENT, PATIENT, primary.address()).open(DOMAIN);
    }

    static OutgoingMessage message(byte[] octets, String... recipients) {
        return message(() -> new ByteArrayInputStream(octets), recipients);
    }

    static OutgoingMessage message(OutgoingMessage.Content content, String... recipients) {
        List<String> all = recipients.length == 0 ? List.of("a@example.org") : List.of(recipients);
        return new OutgoingMessage(new ReversePath("sender@example.net"), all, NotificationWishes.NONE, content);
    }

    static String words(List<Outcome> outcomes) {
        return String.join(
                ", ",
                outcomes.stream()
                        .map(outcome -> outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** A port on which nobody listens. */
    static InetSocketAddress nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }
}
