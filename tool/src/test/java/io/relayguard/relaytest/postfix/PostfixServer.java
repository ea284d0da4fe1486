package io.relayguard.relaytest.postfix;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Postfix of our own: configuration, queue, data and log lie in one temporary folder, it listens on one port of the
 * loopback addresses, and nothing that it has can leave the machine. What is not written here is Postfix's default.
 */
final class PostfixServer implements Closeable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** One line of main.cf each: what every instance has. A closed server; a hole is what a test adds. */
    private static final List<String> MAIN = List.of(
            "compatibility_level = 3.6",
            "myhostname = mx.example.test",
            "mydestination = local.test",
            "local_recipient_maps = inline:{ { postmaster@local.test = there } }",
            "alias_maps =",
            "alias_database =",
            "relay_domains = backup.test",
            "relay_recipient_maps = inline:{ { user@backup.test = there } }",
            "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination",
            "mynetworks = 127.0.0.9/32",
            "local_transport = discard:",
            "relay_transport = discard:",
            "default_transport = discard:",
            "smtpd_client_connection_rate_limit = 0",
            "smtpd_soft_error_limit = 1000",
            "in_flow_delay = 0",
            "smtpd_peername_lookup = no",
            "disable_dns_lookups = yes");

    /** The services that take a mail in and end it. */
    private static final List<String> MASTER = List.of(
            "pickup    unix  n - n 60    1 pickup",
            "cleanup   unix  n - n -     0 cleanup",
            "qmgr      unix  n - n 300   1 qmgr",
            "rewrite   unix  - - n -     - trivial-rewrite",
            "bounce    unix  - - n -     0 bounce",
            "defer     unix  - - n -     0 bounce",
            "trace     unix  - - n -     0 bounce",
            "flush     unix  n - n 1000? 0 flush",
            "proxymap  unix  - - n -     - proxymap",
            "showq     unix  n - n -     - showq",
            "error     unix  - - n -     - error",
            "retry     unix  - - n -     - error",
            "discard   unix  - - n -     - discard",
            "anvil     unix  - - n -     1 anvil",
            "scache    unix  - - n -     1 scache",
            "tlsmgr    unix  - - n 1000? 1 tlsmgr",
            "postlog   unix-dgram n - n - 1 postlogd");

    static final InetAddress IPV6_LOOPBACK = ipv6Loopback();

    private final Path folder;
    private final int port;

    private PostfixServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** @param hole lines of main.cf, which win over ours */
    static PostfixServer start(String... hole) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(
                "relay-test-postfix",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        PostfixServer server = new PostfixServer(folder, freePort());
        server.write(List.of(hole));
        server.run("start");
        try {
            await().atMost(LIMIT).until(server::answers);
        } catch (ConditionTimeoutException silent) {
            String log = server.log();
            server.close();
            throw new IllegalStateException("Postfix does not answer; its log: " + log, silent);
        }
        return server;
    }

    int port() {
        return port;
    }

    private void write(List<String> hole) throws IOException, InterruptedException {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createDirectory(folder.resolve("queue"));
        execute("chown", "postfix", data.toString());
        List<String> main = new ArrayList<>();
        MAIN.stream().filter(line -> !isOverridden(line, hole)).forEach(main::add);
        main.add("queue_directory = " + folder.resolve("queue"));
        main.add("data_directory = " + data);
        main.add("maillog_file = " + folder.resolve("log"));
        main.add("maillog_file_prefixes = " + folder);
        main.add("inet_protocols = " + (hasIpv6() ? "all" : "ipv4"));
        main.addAll(hole);
        Files.write(conf.resolve("main.cf"), main);
        List<String> master = new ArrayList<>(MASTER);
        master.add("127.0.0.1:" + port + " inet n - n - - smtpd");
        if (hasIpv6()) {
            master.add("[::1]:" + port + " inet n - n - - smtpd");
        }
        Files.write(conf.resolve("master.cf"), master);
    }

    private static boolean isOverridden(String line, List<String> hole) {
        String parameter = line.substring(0, line.indexOf('=') + 1);
        return hole.stream().anyMatch(other -> other.startsWith(parameter));
    }

    private static InetAddress ipv6Loopback() {
        byte[] octets = new byte[16];
        octets[15] = 1;
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(IPV6_LOOPBACK, 0));
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
            return socket.getInputStream().read() == '2';
        } catch (IOException notYet) {
            return false;
        }
    }

    String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private void run(String command) throws IOException, InterruptedException {
        execute("postfix", "-c", folder.resolve("conf").toString(), command);
    }

    private void execute(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    String.join(" ", command) + " failed: " + Files.readString(output, StandardCharsets.UTF_8) + log());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run("stop");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
