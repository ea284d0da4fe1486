package io.relayguard.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.guard.GuardForTests;
import java.util.Objects;
import org.apache.james.core.healthcheck.Result;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RelayGuardConfigurationHealthCheckTest {
    private final GuardForTests james = new GuardForTests("<relayguard/>");
    private final RelayGuardConfigurationHealthCheck check = new RelayGuardConfigurationHealthCheck(james.guard);

    private Result result() {
        return Objects.requireNonNull(Mono.from(check.check()).block());
    }

    @Test
    void itHasANameThatIsShown() {
        assertThat(check.componentName().getName()).isEqualTo("Relay Guard configuration");
    }

    @Test
    void withoutFindingsItIsHealthy() {
        assertThat(result().isHealthy()).isTrue();
    }

    @Test
    void aFileThatDoesNotHoldDegradesIt() {
        james.write("<relayguard><what/></relayguard>");
        assertThat(james.guard.reload()).isPresent();

        assertThat(result().isDegraded()).isTrue();
        assertThat(result().getCause())
                .hasValueSatisfying(cause -> assertThat(cause).contains("what: found an unknown element"));
    }

    @Test
    void theWorstFindingGivesItsGradeToAll() {
        james.write("<relayguard mode=\"observe-all\"/>");
        assertThat(james.guard.reload()).isEmpty();
        james.write("<relayguard><what/></relayguard>");
        assertThat(james.guard.reload()).isPresent();

        assertThat(result().isUnHealthy()).isTrue();
        assertThat(result().getCause())
                .hasValueSatisfying(cause -> assertThat(cause)
                        .startsWith("mode=observe-all: nothing is refused, this is an open relay; what is on disk"));
    }
}
