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

/** The jar for the other line of James stops the start, and one line says which jar to take. */
class WrongJarIT {
    private static final String OURS = "relay-guard-james-3.8.jar";
    private static final String NEWER = "relay-guard-james-3.9.jar";

    @Test
    void jamesSaysWhichJarToTakeAndDoesNotStart() throws IOException, InterruptedException {
        JamesLine right = JamesLine.fromSystemProperties();
        String other = right.jar().endsWith(OURS) ? NEWER : OURS;
        JamesLine wrong =
                new JamesLine(right.java(), right.classPath(), right.jar().resolveSibling(other));
        Path directory = Folders.emptied(Path.of("target", "it", "WrongJarIT"));
        Installation installation = Installation.of(wrong, RunningJames.SECONDARY_MX, directory, new Overlay());
        try (JamesServer james = new JamesServer(installation)) {
            assertThat(james.startThatFails()).isNotZero();
            assertThat(james.log().lines())
                    .anyMatch(line -> line.contains("WrongJames: this is Relay Guard's jar for James")
                            && line.contains("put " + right.jar().getFileName() + " into extensions-jars"));
        }
    }
}
