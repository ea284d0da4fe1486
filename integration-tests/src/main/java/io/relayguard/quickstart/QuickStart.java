package io.relayguard.quickstart;

import io.relayguard.fixture.Folders;
import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.james.Checkout;
import io.relayguard.fixture.james.Installation;
import io.relayguard.fixture.james.JamesLine;
import io.relayguard.fixture.james.JamesServer;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.primary.StandInPrimary;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * The quick start after the build: assembles a working directory, starts a James with conf-samples/secondary-mx
 * on loopback ports, shows the main job and stays up. {@code --check} ends after the show: exit code 0 if all was
 * as it should be, 1 if not.
 */
public final class QuickStart {
    private static final String SAMPLE = "secondary-mx";
    private static final String DIRECTORY = "quickstart";

    private final Screen screen = new Screen(System.out);
    private final boolean checkOnly;

    private QuickStart(boolean checkOnly) {
        this.checkOnly = checkOnly;
    }

    public static void main(String[] arguments) throws InterruptedException {
        List<String> given = List.of(arguments);
        if (!given.isEmpty() && !given.equals(List.of("--check"))) {
            System.err.println("quickstart: unknown argument in " + given + "; there is --check, and nothing else");
            System.exit(2);
        }
        try {
            System.exit(new QuickStart(!given.isEmpty()).run() ? 0 : 1);
        } catch (IllegalStateException | IOException failed) {
            System.err.println("quickstart: " + failed.getMessage());
            System.exit(1);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        if (!Loopback.has(Loopback.STRANGER)) {
            System.err.println("quickstart: 127.0.0.2, from which the stranger connects, is no address of this machine."
                    + " On macOS add it until the next restart: sudo ifconfig lo0 alias 127.0.0.2");
            return false;
        }
        Path target = Files.createDirectories(Checkout.root().resolve("target"));
        try (FileChannel lockFile = FileChannel.open(
                        target.resolve("quickstart.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lockFile.tryLock()) {
            if (lock == null) {
                System.err.println("quickstart: another one is running in " + target.resolve(DIRECTORY)
                        + "; stop it first (Ctrl-C there)");
                return false;
            }
            return runIn(Folders.emptied(target.resolve(DIRECTORY)));
        }
    }

    private boolean runIn(Path directory) throws IOException, InterruptedException {
        try (StandInPrimary primary = new StandInPrimary(Loopback.INSIDER, Ports.free());
                StandInPrimary internet = new StandInPrimary(Loopback.INSIDER, Ports.free())) {
            internet.start();
            Overlay overlay = new Overlay()
                    .primary(primary.address().getPort())
                    .internet(internet.address().getPort())
                    .retry("1s", "2s");
            Installation installation = Installation.of(JamesLine.fromSystemProperties(), SAMPLE, directory, overlay);
            try (JamesServer james = new JamesServer(installation)) {
                start(james);
                new MainJob(screen, james, primary, internet).show();
                boolean asExpected = conclude(james);
                if (!checkOnly) {
                    new HandsOn(screen, james, primary).stayUp();
                }
                return asExpected;
            }
        }
    }

    private void start(JamesServer james) throws IOException, InterruptedException {
        screen.title("Relay Guard in a real Apache James");
        screen.say("working directory: " + james.installation().directory());
        screen.say("starting James, configured as conf-samples/" + SAMPLE + " …");
        long begin = System.nanoTime();
        james.start();
        screen.say("ready after " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms, SMTP on "
                + james.installation().smtp().getHostString() + ":"
                + james.installation().smtp().getPort());
    }

    private boolean conclude(JamesServer james) throws IOException {
        screen.blankLine();
        if (screen.surprises().isEmpty()) {
            screen.say("All as it should be.");
            return true;
        }
        screen.say("NOT as it should be:");
        screen.surprises().forEach(surprise -> screen.say("  - " + surprise));
        screen.say("James's log ends:");
        james.logTail().lines().forEach(screen::say);
        return false;
    }
}
