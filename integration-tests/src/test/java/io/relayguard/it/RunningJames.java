package io.relayguard.it;

import io.relayguard.fixture.Folders;
import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.james.Installation;
import io.relayguard.fixture.james.JamesLine;
import io.relayguard.fixture.james.JamesServer;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.james.WebAdmin;
import io.relayguard.fixture.primary.StandInPrimary;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One James for all tests of a class, on a sample as it is: ports, the primary's address and the waiting times
 * aside. Beside it stand the primary of example.org and the rest of the Internet. What James said is printed
 * when a test fails; its directory, target/it/(class), stays for a look.
 */
final class RunningJames implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final String SECONDARY_MX = "secondary-mx";
    static final String RELAY_PROTECTION = "relay-protection";
    static final String OUTGOING_RELAY = "outgoing-relay";
    static final String FIREWALL_RELAY = "firewall-relay";
    static final String GROUPWARE_FRONT = "groupware-front";
    static final String ALL_ROLES = "all-roles";
    static final String DNS_LISTS = "dns-lists";

    /** Those that keep mail for a server behind us. */
    private static final Set<String> KEEPING = Set.of(SECONDARY_MX, FIREWALL_RELAY, GROUPWARE_FRONT, ALL_ROLES);

    private final String sample;
    private final UnaryOperator<Overlay> changes;
    private final UnaryOperator<JamesLine> line;
    private final StandInPrimary primary = new StandInPrimary(Loopback.INSIDER, Ports.free());
    private final StandInPrimary internet = new StandInPrimary(Loopback.INSIDER, Ports.free());
    private JamesServer server;

    @SuppressWarnings("NullAway.Init") // the server is there from beforeAll on
    private RunningJames(String sample, UnaryOperator<Overlay> changes, UnaryOperator<JamesLine> line) {
        this.sample = sample;
        this.changes = changes;
        this.line = line;
    }

    static RunningJames on(String sample) {
        return on(sample, UnaryOperator.identity());
    }

    static RunningJames on(String sample, UnaryOperator<Overlay> changes) {
        return on(sample, changes, UnaryOperator.identity());
    }

    /** @param line another James than the one that the tests run on */
    static RunningJames on(String sample, UnaryOperator<Overlay> changes, UnaryOperator<JamesLine> line) {
        return new RunningJames(sample, changes, line);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        Overlay overlay = new Overlay();
        if (sample.equals(OUTGOING_RELAY)) {
            overlay.smartHost(internet.address().getPort());
        } else {
            overlay.internet(internet.address().getPort());
        }
        if (KEEPING.contains(sample)) {
            overlay.primary(primary.address().getPort()).retry("1s", "2s");
        }
        Path directory = Folders.emptied(
                Path.of("target", "it", context.getRequiredTestClass().getSimpleName()));
        server = new JamesServer(Installation.onBothFamilies(
                line.apply(JamesLine.fromSystemProperties()), sample, directory, changes.apply(overlay)));
        internet.start();
        server.start();
    }

    /** Each test finds both neighbours up and well behaved. */
    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        primary.behave();
        internet.behave();
        primary.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isPresent()) {
            System.err.println("--- James, when \"" + context.getDisplayName() + "\" failed; all of it in "
                    + server.installation().console() + "\n" + server.logTail());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        server.close();
        primary.close();
        internet.close();
    }

    JamesServer server() {
        return server;
    }

    WebAdmin webAdmin() {
        return server.webAdmin();
    }

    StandInPrimary primary() {
        return primary;
    }

    StandInPrimary internet() {
        return internet;
    }

    /** A session on port 25, after EHLO. */
    SmtpClient clientFrom(InetAddress address) throws IOException {
        return connected(address, server.installation().smtp());
    }

    /** A session on port 587, after EHLO. */
    SmtpClient submissionFrom(InetAddress address) throws IOException {
        return connected(address, server.installation().submission());
    }

    /** If the sample has port 587. */
    boolean hasSubmission() throws IOException {
        return Files.readString(server.installation().conf().resolve("smtpserver.xml"))
                .contains("smtpserver-submission");
    }

    /** A session on another port of this James, after EHLO. */
    static SmtpClient clientTo(int port, InetAddress from) throws IOException {
        return connected(from, new InetSocketAddress(Loopback.INSIDER, port));
    }

    static SmtpClient connected(InetAddress address, InetSocketAddress to) throws IOException {
        SmtpClient client = SmtpClient.connect(address, to);
        client.ehlo();
        return client;
    }

    /** The files that mail for primaries waits in. */
    List<Path> spooled() throws IOException {
        return Folders.filesBelow(server.installation().directory().resolve("var/mail/secondary-mx"));
    }

    /** What those files hold, each byte as one character; nothing of a file that goes away meanwhile. */
    List<String> spooledContents() throws IOException {
        return spooled().stream().map(RunningJames::content).toList();
    }

    /** The same of a repository that mail is kept in for the administrator, such as {@code relay-denied}. */
    List<String> keptContents(String repository) throws IOException {
        Path directory = server.installation().directory().resolve("var/mail").resolve(repository);
        return Folders.filesBelow(directory).stream().map(RunningJames::content).toList();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException delivered) {
            return "";
        }
    }
}
