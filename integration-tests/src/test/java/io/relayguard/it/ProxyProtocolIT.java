package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.smtp.ProxyHeader;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behind a balancer that speaks the PROXY protocol the real client counts, and the balancer's address never. */
class ProxyProtocolIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final InetSocketAddress SERVER = new InetSocketAddress("203.0.113.1", 25);
    private static final InetSocketAddress SERVER_IPV6 = new InetSocketAddress("2001:db8:ffff::1", 25);
    private static final InetSocketAddress INSIDE_IPV6 = new InetSocketAddress("2001:db8:1::25", 40_025);
    private static final InetSocketAddress OUTSIDE_IPV6 = new InetSocketAddress("2001:db8:7::7", 40_007);
    private static final Doors DOORS = Doors.onFreePorts();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.RELAY_PROTECTION, DOORS::openedIn);

    static Stream<ProxyHeader> insiders() {
        return Stream.of(
                ProxyHeader.version1(Doors.INSIDE, SERVER),
                ProxyHeader.version2(Doors.INSIDE, SERVER),
                ProxyHeader.version1(INSIDE_IPV6, SERVER_IPV6),
                ProxyHeader.version2(INSIDE_IPV6, SERVER_IPV6));
    }

    static Stream<ProxyHeader> outsiders() {
        return Stream.of(
                ProxyHeader.version1(Doors.OUTSIDE, SERVER),
                ProxyHeader.version2(Doors.OUTSIDE, SERVER),
                ProxyHeader.version1(OUTSIDE_IPV6, SERVER_IPV6),
                ProxyHeader.version2(OUTSIDE_IPV6, SERVER_IPV6));
    }

    /** The balancer speaks for itself, or does not say for whom: there is no client to judge. */
    static Stream<ProxyHeader> nobodies() {
        return Stream.of(ProxyHeader.version2Local(), ProxyHeader.version1Unknown());
    }

    @ParameterizedTest
    @MethodSource("insiders")
    void insiderBehindABalancerIsAnInsider(ProxyHeader header) throws IOException {
        assertThat(foreignRecipient(Loopback.STRANGER, header).code()).isEqualTo(250);
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    void strangerBehindABalancerInsideIsAStranger(ProxyHeader header) throws IOException {
        assertThat(foreignRecipient(Loopback.INSIDER, header).lines())
                .containsExactly("550 5.7.1 <victim@elsewhere.test>: relay access denied");
    }

    /** James closes such a session; it does not fall back to the balancer's address, which is an internal one here. */
    @ParameterizedTest
    @MethodSource("nobodies")
    void balancerThatNamesNoClientGetsNoSession(ProxyHeader header) {
        assertNoSession(() -> foreignRecipient(Loopback.INSIDER, header));
    }

    /** Closed under our hands: at an end of file or, where a line was on its way, at a broken pipe; not at a time-out. */
    private static void assertNoSession(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfAny(EOFException.class, SocketException.class)
                .isNotInstanceOf(ConnectException.class);
    }

    @Test
    void clientWithoutAHeaderGetsNoSession() {
        InetSocketAddress server = new InetSocketAddress(Loopback.INSIDER, DOORS.proxied());
        assertNoSession(() -> {
            try (SmtpClient client = SmtpClient.connect(Loopback.INSIDER, server)) {
                client.ehlo();
                client.mailFrom("stranger@elsewhere.test");
                client.rcptTo("victim@elsewhere.test");
            }
        });
    }

    @Test
    void headerIsNoCommandInAnEstablishedSession() throws IOException {
        try (SmtpClient client = DOORS.throughBalancer(Loopback.STRANGER, Doors.OUTSIDE)) {
            assertThat(client.say(ProxyHeader.version1(Doors.INSIDE, SERVER).toString())
                            .code())
                    .isEqualTo(500);
            client.mailFrom("stranger@elsewhere.test");
            assertThat(client.rcptTo("victim@elsewhere.test").code()).isEqualTo(550);
        }
    }

    @Test
    void headerWhereNoBalancerIsExpectedMakesNobodyAnInsider() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            assertThat(client.say(ProxyHeader.version1(Doors.INSIDE, SERVER).toString())
                            .code())
                    .isEqualTo(500);
            client.mailFrom("stranger@elsewhere.test");
            assertThat(client.rcptTo("victim@elsewhere.test").code()).isEqualTo(550);
        }
    }

    @Test
    void startSaysThatTheGatewayLiesInAnInternalNetwork() throws IOException {
        assertThat(JAMES.server().log().lines().filter(line -> line.contains("event=notice text=\"the gateway")))
                .singleElement()
                .asString()
                .contains("192.0.2.1 ", "is internal by 192.0.2.0/24", "PROXY protocol");
    }

    /** The mailet container asks again, by the address that James noted: it is the real client's too. */
    @Test
    void mailOfAnInsiderBehindABalancerGoesOut() throws IOException {
        try (SmtpClient client = DOORS.throughBalancer(Loopback.STRANGER, Doors.INSIDE)) {
            SmtpReply reply = client.send(
                    "bob@example.com",
                    List.of("proxied-out@elsewhere.test"),
                    TestMail.delicate("through the balancer"));
            assertThat(reply.code()).isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.internet().deliveriesTo("proxied-out@elsewhere.test"))
                        .singleElement()
                        .satisfies(mail -> assertThat(mail.message())
                                .contains(Doors.INSIDE.getAddress().getHostAddress())));
    }

    private static SmtpReply foreignRecipient(InetAddress balancer, ProxyHeader header) throws IOException {
        try (SmtpClient client = DOORS.throughBalancer(balancer, header)) {
            client.mailFrom("stranger@elsewhere.test");
            return client.rcptTo("victim@elsewhere.test");
        }
    }
}
