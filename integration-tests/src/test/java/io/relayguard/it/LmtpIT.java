package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Over LMTP James puts mail into mailboxes at once, past the mailet container. It takes no foreign recipient by itself,
 * from nobody, so it needs no hook of ours, and one that is there all the same opens nothing.
 */
class LmtpIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PLAIN = Ports.free();
    private static final int HOOKED = Ports.free();
    private static final String SERVER = """
              <lmtpserver enabled="true">
                <jmxName>lmtpserver-%1$d</jmxName>
                <bind>127.0.0.1:%1$d</bind>
                <connectionBacklog>200</connectionBacklog>
                <connectiontimeout>360</connectiontimeout>
                <connectionLimit>0</connectionLimit>
                <connectionLimitPerIP>0</connectionLimitPerIP>
                <maxmessagesize>0</maxmessagesize>
                <handlerchain>
                  %2$s
                  <handler class="org.apache.james.lmtpserver.CoreCmdHandlerLoader"/>
                </handlerchain>
              </lmtpserver>
            """;
    private static final Cast CAST = Cast.withMailboxes();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.SECONDARY_MX, LmtpIT::withLmtp);

    private static Overlay withLmtp(Overlay overlay) {
        String hook = "<handler class=\"io.relayguard.smtp.RelayPolicyHook\"/>";
        return overlay.add(
                "lmtpserver.xml",
                "<lmtpservers>" + SERVER.formatted(PLAIN, "") + SERVER.formatted(HOOKED, hook) + "</lmtpservers>");
    }

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"victim@elsewhere.test", "ann@example.org", "victim%elsewhere.test@example.org"})
    void nobodysForeignRecipientIsTaken(String recipient) throws IOException {
        for (InetAddress from : List.of(Loopback.INSIDER, Loopback.STRANGER)) {
            for (int port : List.of(PLAIN, HOOKED)) {
                try (SmtpClient client = lmtpFrom(from, port)) {
                    client.mailFrom("bob@example.com");
                    assertThat(client.rcptTo(recipient).code())
                            .as("from %s to port %d", from, port)
                            .isEqualTo(550);
                    assertThat(client.say("DATA").code()).isEqualTo(503);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void userGetsMail(boolean hooked) throws IOException, InterruptedException {
        int before = JAMES.webAdmin().inboxCount(CAST.user());
        try (SmtpClient client = lmtpFrom(Loopback.STRANGER, hooked ? HOOKED : PLAIN)) {
            List<String> user = List.of(CAST.user());
            assertThat(client.send("stranger@elsewhere.test", user, TestMail.delicate("over LMTP"))
                            .code())
                    .isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(JAMES.webAdmin().inboxCount(CAST.user())).isEqualTo(before + 1));
    }

    private static SmtpClient lmtpFrom(InetAddress address, int port) throws IOException {
        SmtpClient client = SmtpClient.connect(address, new InetSocketAddress(Loopback.INSIDER, port));
        client.say("LHLO client.test");
        return client;
    }
}
