package io.relayguard.webadmin;

import static io.relayguard.guard.GuardWithLists.STRANGER;
import static io.relayguard.guard.GuardWithLists.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.relayguard.core.address.ReversePath;
import io.relayguard.guard.GuardForTests;
import io.relayguard.guard.GuardWithLists;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;
import reactor.core.publisher.Mono;

class DnsblHealthCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private GuardWithLists given;

    @BeforeEach
    void start() throws IOException {
        given = new GuardWithLists();
    }

    @AfterEach
    void stop() throws IOException {
        given.close();
    }

    private static Result result(RelayGuard guard) {
        return Objects.requireNonNull(
                Mono.from(new DnsblHealthCheck(guard).check()).block());
    }

    private void asked(String client) {
        var unused =
                given.james.guard.dnsbl().verdict(given.james.guard.dnsbl().ask(address(client), ReversePath.NULL, ""));
    }

    @Test
    void itHasANameThatIsShown() {
        assertThat(new DnsblHealthCheck(given.james.guard).componentName().getName())
                .isEqualTo("Relay Guard DNS lists");
    }

    @Test
    void withoutListsItIsHealthy() {
        assertThat(result(new GuardForTests("<relayguard/>").guard).isHealthy()).isTrue();
    }

    @Test
    void withListsThatPassTheirTestsItIsHealthy() {
        assertThat(result(given.james.guard).isHealthy()).isTrue();
    }

    @Test
    void aListThatIsSuspendedDegradesIt() {
        given.dns.has("4.3.2.1.zen.example", Type.A, "10.0.0.1");

        asked(STRANGER);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(result(given.james.guard).isDegraded()).isTrue());
        assertThat(result(given.james.guard).getCause())
                .contains("zen is suspended: wrong-answers, an address outside 127.0.0.0/8: a parked domain, or a"
                        + " resolver that rewrites");
    }

    @Test
    void anOperatorsComplaintDegradesIt() {
        given.dns
                .has("4.3.2.1.zen.example", Type.A, "127.255.255.254")
                .has("4.3.2.1.bl.example", Type.A, "127.255.255.255");

        asked(STRANGER);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(result(given.james.guard).getCause())
                        .contains("bl: 127.255.255.255: more questions than the zone allows; zen: 127.255.255.254: the"
                                + " zone does not answer public resolvers; use one of your own"));
        assertThat(result(given.james.guard).isDegraded()).isTrue();
    }

    @Test
    void jamesMakesItWithTheGuardOnly() {
        assertThatExceptionOfType(WrongJames.class).isThrownBy(DnsblHealthCheck::new);
    }
}
