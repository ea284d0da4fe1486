package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.fixture.james.Installation;
import io.relayguard.fixture.james.JamesLine;
import io.relayguard.fixture.james.JamesServer;
import io.relayguard.fixture.james.Overlay;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A wrong relayguard.xml stops the start, and says everything that is wrong at once. */
class WrongConfigurationIT {
    @Test
    void everyProblemIsNamedAndJamesDoesNotStart() throws IOException, InterruptedException {
        Overlay mistakes = new Overlay()
                .replace("relayguard.xml", "192.0.2.0/24", "192.0.2.0/33")
                .replace("relayguard.xml", "2001:db8:1::/48", "gateway.example.com")
                .replace("relayguard.xml", "smtp://192.0.2.25:25", "192.0.2.25")
                .replace("relayguard.xml", "first=\"1m\"", "first=\"one minute\"")
                .replace("relayguard.xml", "<connections>20</connections>", "<connections>none</connections>")
                .replace("relayguard.xml", "<buffer>", "<greylisting>on</greylisting><buffer>");
        Path directory = RunningJames.emptied(Path.of("target", "it", "WrongConfigurationIT"));
        Installation installation =
                Installation.of(JamesLine.fromSystemProperties(), RunningJames.SECONDARY_MX, directory, mistakes);
        try (JamesServer james = new JamesServer(installation)) {
            assertThat(james.startThatFails()).isNotZero();
            assertThat(james.log())
                    .contains("relayguard.xml has 6 problems")
                    .contains("192.0.2.0/33")
                    .contains("gateway.example.com")
                    .contains("\"192.0.2.25\"")
                    .contains("\"one minute\"")
                    .contains("\"none\"")
                    .contains("greylisting");
        }
    }
}
