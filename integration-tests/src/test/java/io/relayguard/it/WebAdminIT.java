package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.fixture.james.WebAdmin.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The route and the health check that the samples name, loaded by a real James from the extension folder. */
class WebAdminIT {
    private static final String HEALTH = "/healthcheck/checks/Relay%20Guard%20configuration";

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.GROUPWARE_FRONT, overlay -> overlay.reload("off"));

    private LiveFile settings;

    @BeforeEach
    void read() throws IOException {
        settings = LiveFile.in(JAMES, "relayguard.xml");
    }

    @AfterEach
    void putBack() throws IOException, InterruptedException {
        settings.restore();
        assertThat(reload().status()).isEqualTo(200);
    }

    private static Answer reload() throws IOException, InterruptedException {
        return JAMES.webAdmin().post("/relayguard/reload");
    }

    @Test
    void wrongFileIsRefusedAndDegradesTheHealthUntilItIsMended() throws IOException, InterruptedException {
        assertThat(JAMES.webAdmin().get(HEALTH).body()).contains("\"status\":\"healthy\"");

        settings.replace("127.0.0.1, ::1", "127.0.0.1, gateway.example");
        Answer answer = reload();
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("\"outcome\":\"unchanged\"", "gateway.example");
        assertThat(JAMES.webAdmin().get(HEALTH).body()).contains("\"status\":\"degraded\"");

        settings.restore();
        assertThat(reload().body()).contains("\"outcome\":\"reloaded\"");
        assertThat(JAMES.webAdmin().get(HEALTH).body()).contains("\"status\":\"healthy\"");
    }

    @Test
    void openDoorIsUnhealthy() throws IOException, InterruptedException {
        settings.replace("<relayguard>", "<relayguard mode=\"observe-all\">");
        assertThat(reload().status()).isEqualTo(200);

        assertThat(JAMES.webAdmin().get(HEALTH).body()).contains("\"status\":\"unhealthy\"", "open relay");
    }
}
