package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.james.JamesLine;
import io.relayguard.fixture.james.Keystore;
import io.relayguard.fixture.primary.Login;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** conf-samples/outgoing-relay: known networks and users write to the world, through a smart host. */
class OutgoingRelayIT implements OpenRelayForms, RoleMatrix {
    private static final Matrix MATRIX = Matrix.of("""
            client           sender        | user       postmaster  relay-domain  elsewhere
            inside           local=forged  | denied     250         250           250
            inside           foreign       | denied     250         250           250
            inside           null          | denied     250         250           250
            user             local         | denied     250         250           250
            user             foreign       | denied     250         250           250
            user             null          | denied     250         250           250
            user             forged        | denied     250         250           250
            outside          forged=local  | denied     250         denied        denied
            outside          foreign       | denied     250         denied        denied
            outside          null          | denied     250         denied        denied
            proxied-inside   local=forged  | denied     250         250           250
            proxied-inside   foreign       | denied     250         250           250
            proxied-inside   null          | denied     250         250           250
            proxied-outside  forged=local  | denied     250         denied        denied
            proxied-outside  foreign       | denied     250         denied        denied
            proxied-outside  null          | denied     250         denied        denied
            fetched          forged=local  | kept       kept        kept          kept
            fetched          foreign       | kept       kept        kept          kept
            fetched          null          | kept       kept        kept          kept
            """);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Doors DOORS = Doors.onFreePorts();
    private static final Cast CAST = Cast.withLogins();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.OUTGOING_RELAY, DOORS::openedIn);

    /** The provider takes mail from its account only, over TLS; the sample knows how. */
    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        Path certificate = JAMES.server().installation().directory().resolve("smart-host.p12");
        Keystore.create(JamesLine.fromSystemProperties().java(), certificate, "127.0.0.1");
        JAMES.internet().require(Login.with("our-account", "change-me-too", certificate, Keystore.PASSWORD));
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
        return "postmaster@mx.example.com";
    }

    @Test
    void everythingGoesOutThroughTheSmartHostEncryptedAndLoggedIn() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.INSIDER)) {
            assertThat(client.send(
                                    "bob@example.com",
                                    List.of("one@elsewhere.test", "two@other.test"),
                                    TestMail.delicate("through the smart host"))
                            .code())
                    .isEqualTo(250);
        }
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(JAMES.internet().deliveriesTo("one@elsewhere.test")).hasSize(1);
            assertThat(JAMES.internet().deliveriesTo("two@other.test")).hasSize(1);
        });
    }

    /** The domain that users write from is not James's: mail to a colleague is mail to the outside. */
    @Test
    void mailForAColleagueGoesOutToo() throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.INSIDER)) {
            List<String> colleague = List.of("colleague@example.com");
            assertThat(client.send("bob@example.com", colleague, TestMail.delicate("to a colleague"))
                            .code())
                    .isEqualTo(250);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.internet().deliveriesTo("colleague@example.com"))
                        .hasSize(1));
    }

    @Test
    void strangersMailForThePostmasterReachesThatOne() throws IOException {
        for (String role : List.of("postmaster", "abuse", "Abuse")) {
            try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
                List<String> recipient = List.of(role + "@mx.example.com");
                assertThat(client.send("stranger@elsewhere.test", recipient, TestMail.delicate("to " + role))
                                .code())
                        .isEqualTo(250);
            }
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(JAMES.internet().deliveriesTo("admin@example.com"))
                            .anyMatch(mail -> mail.message().contains("Subject: to " + role)));
        }
    }
}
