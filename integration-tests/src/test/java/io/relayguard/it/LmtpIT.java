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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Over LMTP James puts mail into mailboxes at once, past the mailet container. It takes no foreign recipient by itself,
 * from nobody, so it needs no hook of ours.
 */
class LmtpIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PORT = Ports.free();
    private static final String SERVER = """
            <lmtpservers>
              <lmtpserver enabled="true">
                <jmxName>lmtpserver</jmxName>
                <bind>127.0.0.1:%d</bind>
                <connectionBacklog>200</connectionBacklog>
                <connectiontimeout>360</connectiontimeout>
                <connectionLimit>0</connectionLimit>
                <connectionLimitPerIP>0</connectionLimitPerIP>
                <maxmessagesize>0</maxmessagesize>
                <handlerchain>
                  <handler class="org.apache.james.lmtpserver.CoreCmdHandlerLoader"/>
                </handlerchain>
              </lmtpserver>
            </lmtpservers>
            """;
    private static final Cast CAST = Cast.withMailboxes();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.SECONDARY_MX, LmtpIT::withLmtp);

    private static Overlay withLmtp(Overlay overlay) {
        return overlay.add("lmtpserver.xml", SERVER.formatted(PORT));
    }

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"victim@elsewhere.test", "ann@example.org", "victim%elsewhere.test@example.org"})
    void nobodysForeignRecipientIsTaken(String recipient) throws IOException {
        for (InetAddress from : List.of(Loopback.INSIDER, Loopback.STRANGER)) {
            try (SmtpClient client = lmtpFrom(from)) {
                client.mailFrom("bob@example.com");
                assertThat(client.rcptTo(recipient).code()).as("from %s", from).isEqualTo(550);
                assertThat(client.say("DATA").code()).isEqualTo(503);
            }
        }
    }

    @Test
    void userGetsMail() throws IOException, InterruptedException {
        int before = JAMES.webAdmin().inboxCount(CAST.user());
        try (SmtpClient client = lmtpFrom(Loopback.STRANGER)) {
            List<String> user = List.of(CAST.user());
            assertThat(client.send("stranger@elsewhere.test", user, TestMail.delicate("over LMTP"))
                            .code())
                    .isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(JAMES.webAdmin().inboxCount(CAST.user())).isEqualTo(before + 1));
    }

    private static SmtpClient lmtpFrom(InetAddress address) throws IOException {
        SmtpClient client = SmtpClient.connect(address, new InetSocketAddress(Loopback.INSIDER, PORT));
        client.say("LHLO client.test");
        return client;
    }
}
