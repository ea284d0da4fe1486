package io.relayguard.faulty;

import java.nio.file.Path;
import org.apache.james.ExtraProperties;
import org.apache.james.FakeSearchMailboxModule;
import org.apache.james.GuiceJamesServer;
import org.apache.james.JamesServerMain;
import org.apache.james.MemoryJamesConfiguration;
import org.apache.james.MemoryJamesServerMain;
import org.apache.james.modules.RunArgumentsModule;
import org.apache.james.modules.server.JMXServerModule;

/**
 * The memory server as its own main class starts it, with backends that fail while a file says so: {@code
 * faults/domains} and {@code faults/users} in the working directory.
 */
public final class FaultyJames {
    private FaultyJames() {}

    /** As org.apache.james.MemoryJamesServerMain, the overriding module aside. */
    public static void main(String[] args) throws Exception {
        ExtraProperties.initialize();
        MemoryJamesConfiguration configuration = MemoryJamesConfiguration.builder()
                .useWorkingDirectoryEnvProperty()
                .build();
        Path faults = Path.of(configuration.directories().getRootDirectory()).resolve("faults");
        GuiceJamesServer server = MemoryJamesServerMain.createServer(configuration)
                .combineWith(new FakeSearchMailboxModule(), new JMXServerModule())
                .overrideWith(new RunArgumentsModule(args), new FaultyBackends(faults));
        JamesServerMain.main(server);
    }
}
