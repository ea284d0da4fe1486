package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.relaytest.ScriptedServer.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After STARTTLS, with a certificate that nobody signed. */
class TlsTest {
    private static final String PASSWORD = "changeit";

    private static SSLContext tls;

    @BeforeAll
    static void createKey(@TempDir Path folder) throws Exception {
        Path keystore = folder.resolve("keystore");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mx",
                        "-dname",
                        "CN=somebody.else.test",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keystore)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
    }

    @Test
    void holeThatIsOpenBehindStartTlsAloneIsFoundThere() throws Exception {
        Report report = run(() -> new Encrypting(tls) {
            @Override
            protected String rcpt(String recipient) throws IOException {
                return isEncrypted() && recipient.equals("<relaytest@outside.test>") ? "250 ok" : super.rcpt(recipient);
            }
        });

        assertThat(report.accepted())
                .allMatch(finding -> finding.channel().label().equals("ipv4+tls"));
        assertThat(Runs.acceptedForms(report))
                .isEqualTo(Set.of("1", "2", "3", "4", "17", "18", "19", "after-failed-auth"));
    }

    /** Where logging in is offered behind STARTTLS alone, that is where it is tried. */
    @Test
    void logInThatIsOfferedBehindStartTlsAloneIsTriedThere() throws Exception {
        Report report = run(() -> new Encrypting(tls));

        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
        assertThat(Runs.of(report, "after-failed-auth").stream()
                        .collect(Collectors.toMap(
                                finding -> finding.channel().tls(),
                                finding -> finding.outcome().kind())))
                .containsEntry(false, Outcome.Kind.NOT_TRIED)
                .containsEntry(true, Outcome.Kind.REFUSED);
    }

    @Test
    void handshakeThatDoesNotEndIsGivenUp() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(() -> new Polite() {
            @Override
            String ehlo() {
                return "250-mx.test\r\n250 STARTTLS";
            }

            @Override
            String reply(String line) throws IOException {
                return line.equals("STARTTLS") ? "220 go ahead" : super.reply(line);
            }
        })) {
            Limits limits = new Limits(Duration.ofMillis(500), Duration.ofMinutes(2), 100_000);
            Report report = Runs.run(Runs.with(Runs.against(server.port()), limits));

            assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
            assertThat(report.findings().stream()
                            .filter(finding -> finding.channel().tls()))
                    .isNotEmpty()
                    .allMatch(finding -> finding.is(Outcome.Kind.NO_ANSWER));
        }
    }

    private static Report run(Supplier<Encrypting> behaviour) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(behaviour)) {
            return Runs.run(Runs.against(server.port()));
        }
    }

    /** Offers STARTTLS, and AUTH behind it alone. */
    private static class Encrypting extends Polite {
        private final SSLContext context;
        private boolean encrypted;

        Encrypting(SSLContext context) {
            this.context = context;
        }

        final boolean isEncrypted() {
            return encrypted;
        }

        @Override
        String ehlo() {
            return encrypted ? "250-mx.test\r\n250 AUTH LOGIN" : "250-mx.test\r\n250 STARTTLS";
        }

        @Override
        String reply(String line) throws IOException {
            return line.equals("STARTTLS") ? "220 go ahead" : super.reply(line);
        }

        @Override
        void afterwards(Peer client, String line) throws IOException {
            if (line.equals("STARTTLS")) {
                client.encrypt(context);
                encrypted = true;
            }
        }
    }
}
