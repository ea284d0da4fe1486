package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.primary.Answer;
import io.relayguard.fixture.primary.Delivery;
import io.relayguard.fixture.primary.Moment;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** conf-samples/secondary-mx: what happens to mail for a server behind us. */
class SecondaryMxIT implements OpenRelayForms, RoleMatrix {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PASSWORD = Cast.PASSWORD;

    private static final Matrix MATRIX = Matrix.of("""
            client           sender        | user       postmaster  relay-domain  elsewhere
            inside           local=forged  | 250        250         250           250
            inside           foreign       | 250        250         250           250
            inside           null          | 250        250         250           250
            user             any           | -          -           -             -
            outside          forged=local  | 250        250         250           denied
            outside          foreign       | 250        250         250           denied
            outside          null          | 250        250         250           denied
            proxied-inside   local=forged  | 250        250         250           250
            proxied-inside   foreign       | 250        250         250           250
            proxied-inside   null          | 250        250         250           250
            proxied-outside  forged=local  | 250        250         250           denied
            proxied-outside  foreign       | 250        250         250           denied
            proxied-outside  null          | 250        250         250           denied
            fetched          forged=local  | delivered  delivered   primary       kept
            fetched          foreign       | delivered  delivered   primary       kept
            fetched          null          | delivered  delivered   primary       kept
            """);
    private static final Doors DOORS = Doors.onFreePorts();
    private static final Cast CAST = Cast.withMailboxes();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.SECONDARY_MX, DOORS::openedIn);

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
        return "ann@example.org";
    }

    @Test
    void strangerToStrangerIsRefused() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            client.mailFrom("stranger@elsewhere.test");
            assertThat(client.rcptTo("victim@elsewhere.test").lines())
                    .containsExactly("550 5.7.1 <victim@elsewhere.test>: relay access denied");
        }
    }

    @Test
    void strangerReachesALocalUser() throws IOException, InterruptedException {
        int before = JAMES.webAdmin().inboxCount("bob@example.com");
        send(Loopback.STRANGER, "stranger@elsewhere.test", "bob@example.com", "to a user");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.webAdmin().inboxCount("bob@example.com"))
                        .isEqualTo(before + 1));
    }

    @Test
    void insiderReachesTheInternet() throws IOException {
        send(Loopback.INSIDER, "bob@example.com", "out@elsewhere.test", "out");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.internet().deliveriesTo("out@elsewhere.test"))
                        .hasSize(1));
    }

    @Test
    void mailReachesAPrimaryThatIsUpByteForByteWithOneReceivedLineMore() throws IOException {
        send(Loopback.STRANGER, "stranger@elsewhere.test", "at-once@example.org", "at once");
        Delivery delivery = awaitOneDelivery("at-once@example.org");
        assertThat(delivery.reversePath()).isEqualTo("stranger@elsewhere.test");
        assertThat(delivery.messageBelowTrace()).isEqualTo(TestMail.delicate("at once"));
    }

    @Test
    void nullReversePathStaysNull() throws IOException {
        send(Loopback.STRANGER, "", "bounced@example.org", "a bounce");
        assertThat(awaitOneDelivery("bounced@example.org").reversePath()).isEmpty();
    }

    @Test
    void recipientsOfAllKindsInOneMailGoTheirOwnWays() throws IOException, InterruptedException {
        JAMES.webAdmin().createUser("mixed@example.com", PASSWORD);
        try (SmtpClient client = JAMES.clientFrom(Loopback.INSIDER)) {
            List<String> all = List.of("mixed@example.org", "mixed@example.com", "mixed@elsewhere.test");
            assertThat(client.send("bob@example.com", all, TestMail.delicate("to all"))
                            .code())
                    .isEqualTo(250);
        }
        assertThat(awaitOneDelivery("mixed@example.org").messageBelowTrace()).isEqualTo(TestMail.delicate("to all"));
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(JAMES.webAdmin().inboxCount("mixed@example.com")).isEqualTo(1);
            assertThat(JAMES.internet().deliveriesTo("mixed@elsewhere.test")).hasSize(1);
        });
    }

    @Test
    void mappingIntoARelayDomainGoesToThePrimary() throws IOException, InterruptedException {
        JAMES.webAdmin().mapAddress("desk@example.com", "desk@example.org");
        send(Loopback.STRANGER, "stranger@elsewhere.test", "desk@example.com", "mapped");
        awaitOneDelivery("desk@example.org");
    }

    @Test
    void senderIsToldWhatThePrimaryRefusesAtRcpt() throws IOException, InterruptedException {
        JAMES.primary().always(Moment.RCPT, "<nobody@", Answer.say("550 5.1.1 no such user"));
        expectBounce("nobody@example.org", "teller-1@example.com");
    }

    @Test
    void senderIsToldWhatThePrimaryRefusesAfterTheMessage() throws IOException, InterruptedException {
        JAMES.primary().always(Moment.FINAL_DOT, "for spammer@example.org", Answer.say("554 5.7.1 we do not like it"));
        expectBounce("spammer@example.org", "teller-2@example.com");
    }

    @Test
    void bounceReachesASenderElsewhereAndSaysWhatThePrimarySaid() throws IOException {
        JAMES.primary().always(Moment.RCPT, "<vanished@", Answer.say("550 5.1.1 vanished without trace"));
        send(Loopback.STRANGER, "writer@elsewhere.test", "vanished@example.org", "to nobody");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.internet().deliveriesTo("writer@elsewhere.test"))
                        .singleElement()
                        .satisfies(dsn -> {
                            assertThat(dsn.reversePath()).isEmpty();
                            assertThat(dsn.message()).contains("vanished@example.org", "550", "vanished without trace");
                        }));
    }

    @Test
    void refusedBounceIsNotBounced() throws IOException {
        JAMES.primary().always(Moment.RCPT, "<unwilling@", Answer.say("550 5.1.1 no such user"));
        send(Loopback.STRANGER, "", "unwilling@example.org", "a bounce to nobody");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.server().log()).contains("event=undeliverable"));
        // Neither sent nor lost: the administrator may look at it.
        assertThat(JAMES.spooledContents()).anyMatch(mail -> mail.contains("Subject: a bounce to nobody"));
        assertThat(JAMES.internet().deliveries())
                .noneMatch(mail -> mail.message().contains("unwilling@example.org"));
    }

    @Test
    void mailThatThePrimaryPutsOffIsKeptAndDeliveredLater() throws IOException {
        JAMES.primary().times(2, Moment.RCPT, "<busy@", Answer.say("450 4.2.1 later, please"));
        send(Loopback.STRANGER, "stranger@elsewhere.test", "busy@example.org", "put off");
        assertThat(awaitOneDelivery("busy@example.org").messageBelowTrace()).isEqualTo(TestMail.delicate("put off"));
    }

    @Test
    void mailWithoutAReplyToTheFinalDotIsKeptAndDeliveredAgain() throws IOException {
        JAMES.primary().times(1, Moment.FINAL_DOT, "Subject: no reply", Answer.hangUp());
        send(Loopback.STRANGER, "stranger@elsewhere.test", "silent@example.org", "no reply");
        assertThat(awaitOneDelivery("silent@example.org").messageBelowTrace()).isEqualTo(TestMail.delicate("no reply"));
    }

    @Test
    void mailWaitsWhileThePrimaryTurnsEverybodyAway() throws IOException {
        JAMES.primary().stop(); // a connection that is still open would not see the greeting
        JAMES.primary().times(2, Moment.GREETING, "", Answer.say("421 4.3.2 closed for a moment"));
        JAMES.primary().start();
        send(Loopback.STRANGER, "stranger@elsewhere.test", "turned-away@example.org", "turned away");
        awaitOneDelivery("turned-away@example.org");
    }

    private static void expectBounce(String recipient, String sender) throws IOException, InterruptedException {
        JAMES.webAdmin().createUser(sender, PASSWORD);
        send(Loopback.INSIDER, sender, recipient, "for " + recipient);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(JAMES.webAdmin().inboxCount(sender)).isEqualTo(1));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.spooledContents())
                        .noneMatch(mail -> mail.contains("Subject: for " + recipient)));
    }

    private static void send(InetAddress from, String sender, String recipient, String subject) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(from)) {
            assertThat(client.send(sender, List.of(recipient), TestMail.delicate(subject))
                            .code())
                    .isEqualTo(250);
        }
    }

    private static Delivery awaitOneDelivery(String recipient) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(JAMES.primary().deliveriesTo(recipient)).isNotEmpty());
        assertThat(JAMES.primary().deliveriesTo(recipient)).hasSize(1);
        return JAMES.primary().deliveriesTo(recipient).get(0);
    }
}
