package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * James's own authorizedAddresses takes an IPv6 /128 for the whole /64, so that ::2/128 lets ::1 relay. Two SMTP
 * servers in one James show it, alike in all but our hook.
 */
class WrongPrefixIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NEIGHBOUR = "::2/128";
    private static final int STOCK_PORT = Ports.free();
    private static final String STOCK_SERVER = """
              <smtpserver enabled="true">
                <jmxName>smtpserver-stock</jmxName>
                <bind>loopback6:%d</bind>
                <helloName autodetect="false">mx2.example.com</helloName>
                <auth><announce>never</announce></auth>
                <authorizedAddresses>%s</authorizedAddresses>
                <handlerchain>
                  <handler class="org.apache.james.smtpserver.fastfail.ValidRcptHandler"/>
                  <handler class="org.apache.james.smtpserver.CoreCmdHandlerLoader"/>
                </handlerchain>
              </smtpserver>
            </smtpservers>""".formatted(STOCK_PORT, NEIGHBOUR);

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.SECONDARY_MX, WrongPrefixIT::sameNetworkForBoth);

    private static Overlay sameNetworkForBoth(Overlay overlay) {
        return overlay.replace("relayguard.xml", "127.0.0.1, ::1", "127.0.0.1, " + NEIGHBOUR)
                .replace(
                        "smtpserver.xml",
                        "<maxmessagesize>",
                        "<authorizedAddresses>" + NEIGHBOUR + "</authorizedAddresses><maxmessagesize>")
                .replace("smtpserver.xml", "</smtpservers>", STOCK_SERVER);
    }

    @BeforeAll
    static void needsIpv6() {
        boolean present = Loopback.has(Loopback.INSIDER_IPV6);
        if (!present) {
            System.err.println("SKIPPED: WrongPrefixIT needs ::1, and this machine has no IPv6");
        }
        assumeTrue(present, "this machine has no IPv6");
    }

    @Test
    void stockJamesLetsTheNeighbourRelay() throws IOException {
        assertThat(foreignRecipient(STOCK_PORT).code()).isEqualTo(250);
    }

    @Test
    void ourHookDoesNot() throws IOException {
        int guarded = JAMES.server().installation().smtp().getPort();
        assertThat(foreignRecipient(guarded).lines())
                .containsExactly("550 5.7.1 <victim@elsewhere.test>: relay access denied");
    }

    /** The second line of defence: what came in where the hook is missing does not go out. */
    @Test
    void mailThatStockJamesTookIsKeptAndNeitherSentNorBounced() throws IOException {
        InetSocketAddress stock = new InetSocketAddress(Loopback.INSIDER_IPV6, STOCK_PORT);
        try (SmtpClient client = RunningJames.connected(Loopback.INSIDER_IPV6, stock)) {
            List<String> victim = List.of("victim@elsewhere.test");
            assertThat(client.send("stranger@elsewhere.test", victim, TestMail.delicate("past the hook"))
                            .code())
                    .isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.webAdmin().mailsIn("var/mail/relay-denied"))
                        .hasSize(1));
        assertThat(JAMES.internet().deliveries()).isEmpty();
    }

    private static SmtpReply foreignRecipient(int port) throws IOException {
        InetSocketAddress server = new InetSocketAddress(Loopback.INSIDER_IPV6, port);
        try (SmtpClient client = RunningJames.connected(Loopback.INSIDER_IPV6, server)) {
            client.mailFrom("stranger@elsewhere.test");
            return client.rcptTo("victim@elsewhere.test");
        }
    }
}
