package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.fixture.Folders;
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
                .replace("relayguard.xml", "<role>mail-server</role>", "<role>mailbox-server</role>")
                .replace("relayguard.xml", "192.0.2.0/24", "192.0.2.0/33")
                .replace("relayguard.xml", "2001:db8:1::/48", "gateway.example.com")
                .replace("relayguard.xml", "smtp://192.0.2.25:25", "192.0.2.25")
                .replace("relayguard.xml", "first=\"1m\"", "first=\"one minute\"")
                .replace("relayguard.xml", "<connections>20</connections>", "<connections>none</connections>")
                .replace("relayguard.xml", "<buffer>", "<greylisting>on</greylisting><buffer>");
        assertThat(logOfAFailedStart(RunningJames.SECONDARY_MX, mistakes))
                .contains("relayguard.xml has 7 problems")
                .contains("\"mailbox-server\"")
                .contains("192.0.2.0/33")
                .contains("gateway.example.com")
                .contains("\"192.0.2.25\"")
                .contains("\"one minute\"")
                .contains("\"none\"")
                .contains("greylisting");
    }

    /** A role that lacks what it serves would do nothing; relay domains that no role serves would only look served. */
    @Test
    void roleWithoutItsPartIsAProblemAndSoIsAPartWithoutItsRole() throws IOException, InterruptedException {
        assertThat(logOfAFailedStart(RunningJames.RELAY_PROTECTION, role("mail-server", "secondary-mx")))
                .contains("relayguard.xml has 1 problem", "relayDomains: found no domain");
        assertThat(logOfAFailedStart(RunningJames.FIREWALL_RELAY, role("firewall-relay", "mail-server")))
                .contains("relayguard.xml has 1 problem", "also a role that serves relay domains");
    }

    private static Overlay role(String of, String instead) {
        return new Overlay().replace("relayguard.xml", "<role>" + of + "</role>", "<role>" + instead + "</role>");
    }

    private static String logOfAFailedStart(String sample, Overlay mistakes) throws IOException, InterruptedException {
        Path directory = Folders.emptied(Path.of("target", "it", "WrongConfigurationIT", sample));
        Installation installation = Installation.of(JamesLine.fromSystemProperties(), sample, directory, mistakes);
        try (JamesServer james = new JamesServer(installation)) {
            assertThat(james.startThatFails()).isNotZero();
            return james.log();
        }
    }
}
