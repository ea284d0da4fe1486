package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.primary.Answer;
import io.relayguard.fixture.primary.Moment;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** conf-samples/relay-protection: who may send where. */
class RelayProtectionIT implements OpenRelayForms, RoleMatrix {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String USER = "bob@example.com";
    private static final String PASSWORD = Cast.PASSWORD;

    private static final Matrix MATRIX = Matrix.of("""
            client           sender        | user       postmaster  relay-domain  elsewhere
            inside           local=forged  | 250        250         250           250
            inside           foreign       | 250        250         250           250
            inside           null          | 250        250         250           250
            user             local         | 250        250         250           250
            user             foreign       | 250        250         250           250
            user             null          | 250        250         250           250
            user             forged        | 250        250         250           250
            outside          forged=local  | 250        250         denied        denied
            outside          foreign       | 250        250         denied        denied
            outside          null          | 250        250         denied        denied
            proxied-inside   local=forged  | 250        250         250           250
            proxied-inside   foreign       | 250        250         250           250
            proxied-inside   null          | 250        250         250           250
            proxied-outside  forged=local  | 250        250         denied        denied
            proxied-outside  foreign       | 250        250         denied        denied
            proxied-outside  null          | 250        250         denied        denied
            fetched          forged=local  | delivered  delivered   kept          kept
            fetched          foreign       | delivered  delivered   kept          kept
            fetched          null          | delivered  delivered   kept          kept
            """);
    private static final Doors DOORS = Doors.onFreePorts();
    private static final Cast CAST = Cast.withMailboxes();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.RELAY_PROTECTION, DOORS::openedIn);

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
    }

    @Override
    public RunningJames james() {
        return JAMES;
    }

    @Override
    public Doors doors() {
        return DOORS;
    }

    @Override
    public Cast cast() {
        return CAST;
    }

    @Override
    public Matrix matrix() {
        return MATRIX;
    }

    @Override
    public String goodRecipient() {
        return USER;
    }

    @Test
    void strangerToStrangerIsRefusedBeforeData() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            List<SmtpReply> replies = client.pipeline(
                    List.of("MAIL FROM:<stranger@elsewhere.test>", "RCPT TO:<victim@elsewhere.test>", "DATA"));
            assertThat(replies.get(1).lines())
                    .containsExactly("550 5.7.1 <victim@elsewhere.test>: relay access denied");
            assertThat(replies.get(2).code()).isEqualTo(503);
        }
    }

    @Test
    void strangerIsRefusedWith550WhereLoggingInIsOffered() throws IOException {
        try (SmtpClient client = JAMES.submissionFrom(Loopback.STRANGER)) {
            client.startTls();
            assertThat(client.ehlo().offers("AUTH")).isTrue();
            client.mailFrom("stranger@elsewhere.test");
            assertThat(client.rcptTo("victim@elsewhere.test").lines())
                    .containsExactly("550 5.7.1 <victim@elsewhere.test>: relay access denied");
        }
    }

    @Test
    void strangerReachesALocalUser() throws IOException, InterruptedException {
        int before = JAMES.webAdmin().inboxCount(USER);
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            SmtpReply reply = client.send("stranger@elsewhere.test", List.of(USER), TestMail.delicate("to a user"));
            assertThat(reply.code()).isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(JAMES.webAdmin().inboxCount(USER)).isEqualTo(before + 1));
    }

    @Test
    void unknownLocalUserIsStillRefusedByJames() throws IOException {
        for (InetAddress from : List.of(Loopback.STRANGER, Loopback.INSIDER)) {
            try (SmtpClient client = JAMES.clientFrom(from)) {
                client.mailFrom("somebody@elsewhere.test");
                assertThat(client.rcptTo("nobody@example.com").last()).startsWith("550 5.1.1");
            }
        }
    }

    @Test
    void insiderReachesTheInternet() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.INSIDER)) {
            assertThat(client.send(USER, List.of("insider-out@elsewhere.test"), TestMail.delicate("out"))
                            .code())
                    .isEqualTo(250);
        }
        awaitOnTheInternet("insider-out@elsewhere.test");
    }

    @Test
    void userWithPasswordReachesTheInternetFromAnywhere() throws IOException {
        try (SmtpClient client = JAMES.submissionFrom(Loopback.STRANGER)) {
            client.startTls();
            client.ehlo();
            assertThat(client.authPlain(USER, PASSWORD).code()).isEqualTo(235);
            assertThat(client.send(USER, List.of("user-out@elsewhere.test"), TestMail.delicate("out"))
                            .code())
                    .isEqualTo(250);
        }
        awaitOnTheInternet("user-out@elsewhere.test");
    }

    @Test
    void insiderOverIpv6IsAnInsider() throws IOException {
        boolean present = Loopback.has(Loopback.INSIDER_IPV6);
        if (!present) {
            System.err.println("SKIPPED: insiderOverIpv6IsAnInsider needs ::1, and this machine has no IPv6");
        }
        assumeTrue(present, "this machine has no IPv6");
        int port = JAMES.server().installation().smtp().getPort();
        InetSocketAddress server = new InetSocketAddress(Loopback.INSIDER_IPV6, port);
        try (SmtpClient client = RunningJames.connected(Loopback.INSIDER_IPV6, server)) {
            client.mailFrom(USER);
            assertThat(client.rcptTo("somebody@elsewhere.test").code()).isEqualTo(250);
        }
    }

    /** Java's sockets are IPv6 ones where the machine has IPv6: the kernel names an IPv4 client ::ffff:a.b.c.d. */
    @Test
    void ipv4ClientOnASocketForBothFamiliesIsJudgedByItsIpv4Address() throws IOException {
        InetAddress strangerMapped = InetAddress.getByName("::ffff:127.0.0.2");
        InetAddress insiderMapped = InetAddress.getByName("::ffff:127.0.0.1");
        try (SmtpClient stranger = JAMES.clientFrom(strangerMapped);
                SmtpClient insider = JAMES.clientFrom(insiderMapped)) {
            stranger.mailFrom("stranger@elsewhere.test");
            assertThat(stranger.rcptTo("victim@elsewhere.test").code()).isEqualTo(550);
            insider.mailFrom(USER);
            assertThat(insider.rcptTo("somebody@elsewhere.test").code()).isEqualTo(250);
        }
    }

    @Test
    void wrongPasswordMakesNobodyAnInsider() throws IOException {
        try (SmtpClient client = JAMES.submissionFrom(Loopback.STRANGER)) {
            client.startTls();
            client.ehlo();
            assertThat(client.authPlain(USER, "wrong").code()).isEqualTo(535);
            client.mailFrom(USER);
            assertThat(client.rcptTo("victim@elsewhere.test").last())
                    .isEqualTo("550 5.7.1 <victim@elsewhere.test>: relay access denied");
        }
    }

    @Test
    void mappingThatTheAdministratorMadeIsNoRelaying() throws IOException, InterruptedException {
        JAMES.webAdmin().mapAddress("alias@example.com", "mapped-out@elsewhere.test");
        sendAsStranger("alias@example.com");
        awaitOnTheInternet("mapped-out@elsewhere.test");
    }

    @Test
    void mappedMailOfAStrangerIsKeptAndNotBouncedWhenItIsRefused() throws IOException, InterruptedException {
        JAMES.internet().always(Moment.RCPT, "refusing@", Answer.say("550 5.1.1 no such user"));
        JAMES.webAdmin().mapAddress("stale@example.com", "refusing@elsewhere.test");
        sendAsStranger("stale@example.com");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.webAdmin().mailsIn("var/mail/forward-failed"))
                        .hasSize(1));
        assertThat(JAMES.internet().deliveriesTo("stranger@elsewhere.test")).isEmpty();
    }

    @Test
    void insiderIsToldWhenTheInternetRefuses() throws IOException, InterruptedException {
        String sender = "teller@example.com";
        JAMES.webAdmin().createUser(sender, PASSWORD);
        JAMES.internet().always(Moment.RCPT, "gone@", Answer.say("550 5.1.1 no such user"));
        try (SmtpClient client = JAMES.clientFrom(Loopback.INSIDER)) {
            assertThat(client.send(sender, List.of("gone@elsewhere.test"), TestMail.delicate("to nobody"))
                            .code())
                    .isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(JAMES.webAdmin().inboxCount(sender)).isEqualTo(1));
    }

    private static void sendAsStranger(String recipient) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            assertThat(client.send("stranger@elsewhere.test", List.of(recipient), TestMail.delicate("mapped"))
                            .code())
                    .isEqualTo(250);
        }
    }

    private static void awaitOnTheInternet(String recipient) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(JAMES.internet().deliveriesTo(recipient)).hasSize(1));
    }
}
