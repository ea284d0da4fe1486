package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.james.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The tool's jar, as an administrator runs it, against a James that has every role. */
@Timeout(300)
class RelayTestToolIT {
    private static final int MINUTES = 4;
    private static final Cast CAST = Cast.withMailboxes();

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.ALL_ROLES);

    private final Path output;

    RelayTestToolIT(@TempDir Path folder) {
        this.output = folder.resolve("report.txt");
    }

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
    }

    private int relayTest(InetAddress from) throws IOException, InterruptedException {
        String port = String.valueOf(JAMES.server().installation().smtp().getPort());
        Process tool = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-jar",
                        Checkout.root()
                                .resolve("pack/target/relay-guard-tool.jar")
                                .toString(),
                        "relay-test",
                        "127.0.0.1:" + port,
                        "--source=" + from.getHostAddress(),
                        "--outside=elsewhere.test",
                        "--local=example.com",
                        "--local-recipient=" + CAST.user(),
                        "--backed-up=example.org",
                        "--connections-per-minute=10000",
                        "--quiet")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(tool.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            return tool.exitValue();
        } finally {
            tool.destroyForcibly();
        }
    }

    @Test
    void strangerFindsNoHole() throws IOException, InterruptedException {
        int exit = relayTest(Loopback.STRANGER);

        assertThat(exit).as(() -> report()).isZero();
    }

    @Test
    void insiderIsLetThroughAndTheToolSaysSo() throws IOException, InterruptedException {
        int exit = relayTest(Loopback.INSIDER);

        assertThat(exit).as(() -> report()).isEqualTo(1);
        assertThat(report()).contains("accepted");
    }

    private String report() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            return String.valueOf(unreadable);
        }
    }
}
