package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** conf-samples/all-roles where strangers may not write as one of us. */
class ForgedSendersIT implements RoleMatrix {
    private static final Matrix MATRIX = Matrix.of("""
            client           sender        | user       postmaster  relay-domain  elsewhere
            inside           local=forged  | 250        250         250           250
            inside           foreign       | 250        250         250           250
            inside           null          | 250        250         250           250
            user             local         | 250        250         250           250
            user             foreign       | 250        250         250           250
            user             null          | 250        250         250           250
            user             forged        | 250        250         250           250
            outside          forged=local  | forged     forged      forged        denied
            outside          foreign       | 250        250         250           denied
            outside          null          | 250        250         250           denied
            proxied-inside   local=forged  | 250        250         250           250
            proxied-inside   foreign       | 250        250         250           250
            proxied-inside   null          | 250        250         250           250
            proxied-outside  forged=local  | forged     forged      forged        denied
            proxied-outside  foreign       | 250        250         250           denied
            proxied-outside  null          | 250        250         250           denied
            fetched          forged=local  | delivered  delivered   primary       kept
            fetched          foreign       | delivered  delivered   primary       kept
            fetched          null          | delivered  delivered   primary       kept
            """);

    private static final Doors DOORS = Doors.onFreePorts();
    private static final Cast CAST = Cast.withMailboxes();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.ALL_ROLES, ForgedSendersIT::refused);

    private static Overlay refused(Overlay overlay) {
        return DOORS.openedIn(overlay)
                .replace(
                        "relayguard.xml",
                        "<forgedSenders default=\"accept\"/>",
                        "<forgedSenders default=\"refuse\"><accept>example.net</accept></forgedSenders>");
    }

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

    @Test
    void senderInARelayDomainIsOneOfUsToo() throws IOException {
        assertThat(rcpt(Loopback.STRANGER, "boss@example.org").lines())
                .containsExactly("550 5.7.1 <bob@example.com>: sender address rejected");
        assertThat(rcpt(Loopback.INSIDER, "boss@example.org").code()).isEqualTo(250);
    }

    @Test
    void senderInAnAcceptedDomainIsAccepted() throws IOException {
        assertThat(rcpt(Loopback.STRANGER, "boss@example.net").code()).isEqualTo(250);
    }

    @Test
    void senderInASubdomainIsNotOneOfUs() throws IOException {
        assertThat(rcpt(Loopback.STRANGER, "news@lists.example.com").code()).isEqualTo(250);
    }

    @Test
    void refusalIsLoggedWithItsReason() throws IOException {
        rcpt(Loopback.STRANGER, "logged@example.com");
        assertThat(JAMES.server().log().lines())
                .anyMatch(line ->
                        line.contains("event=refused reason=forged-sender") && line.contains("logged@example.com"));
    }

    private static SmtpReply rcpt(InetAddress from, String sender) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(from)) {
            client.mailFrom(sender);
            return client.rcptTo(CAST.user());
        }
    }
}
