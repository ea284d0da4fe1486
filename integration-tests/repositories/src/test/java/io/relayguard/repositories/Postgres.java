package io.relayguard.repositories;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL (the Debian package of that name) with a database of the test's own, on a free port of loopback.
 *
 * <p>It does not run as root; where we are, it becomes the user that its package has made. It does not outlive this process.
 */
final class Postgres {
    static final String USER = "relayguard";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String PACKAGE_USER = "postgres";

    private final Path programs = programs().orElseThrow();
    private final Path folder;
    private final int port;
    private final Process process;

    /** Starts it, and comes back once it answers. */
    Postgres() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("relay-guard-postgres");
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(PACKAGE_USER));
        }
        String data = folder.resolve("data").toString();
        Process made = run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        if (!made.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || made.exitValue() != 0) {
            made.destroyForcibly();
            throw new IOException("initdb did not make a database: " + log());
        }
        port = freePort();
        process = run("postgres", "-D", data, "-k", folder.toString(), "-h", "127.0.0.1", "-p", Integer.toString(port));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "no database survives"));
        await().atMost(LIMIT).until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IOException("PostgreSQL stopped at once: " + log());
        }
    }

    /** Where its programs are: on the path, or where Debian puts them; the newest of several. */
    static Optional<Path> programs() {
        Stream<Path> onPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(Path::of);
        return Stream.concat(onPath, debian().stream())
                .filter(programs -> Files.isExecutable(programs.resolve("postgres"))
                        && Files.isExecutable(programs.resolve("initdb")))
                .findFirst();
    }

    private static List<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private Process run(String program, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(
                    List.of("setpriv", "--reuid=" + PACKAGE_USER, "--regid=" + PACKAGE_USER, "--clear-groups", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url(), USER, "")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** At once: nobody wants its data any more. */
    void stop() throws IOException, InterruptedException {
        Process stopping = run(
                "pg_ctl",
                "stop",
                "-m",
                "immediate",
                "-D",
                folder.resolve("data").toString());
        boolean isStopped = stopping.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)
                && process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!isStopped) {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
