package io.relayguard.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.relayguard.relaytest.Polite;
import io.relayguard.relaytest.ScriptedServer;
import io.relayguard.relaytest.form.Form;
import io.relayguard.relaytest.form.Forms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options, what goes where, and exit codes. */
class RelayTestCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void closedServerIs0() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(Polite::new)) {
            assertThat(run(
                            "relay-test",
                            "127.0.0.1:" + server.port(),
                            "--connections-per-minute=1000",
                            "-o",
                            "outside.test"))
                    .isZero();
        }
        assertThat(out()).contains("D = outside.test, S = mx.test, L = not given, B = not given");
        assertThat(out()).contains("  not-tried  20 ").contains("no backed-up domain was given");
        assertThat(out()).endsWith("Closed: every form that was tried was refused (exit code 0)\n");
        assertThat(err())
                .contains("connected over ipv4 to 127.0.0.1: 220 mx.test ESMTP\n", "150 of 159\n", "159 of 159\n");
    }

    @Test
    void openServerIs1AndJsonIsAllThatIsPrinted() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(() -> new Polite() {
            @Override
            protected String rcpt(String recipient) throws IOException {
                return recipient.equals("<outside.test::relaytest@local.test>") ? "250 ok" : super.rcpt(recipient);
            }
        })) {
            String[] options = {
                "relay-test",
                "127.0.0.1:" + server.port(),
                "--connections-per-minute",
                "1000",
                "--outside",
                "outside.test",
                "--local",
                "local.test",
                "--backed-up",
                "backup.test",
                "--server-name",
                "named.test",
                "--helo",
                "probe.test",
                "--source",
                "127.0.0.2",
                "--timeout",
                "20s",
                "--limit",
                "2m",
                "--json",
                "--quiet",
                "-4"
            };
            assertThat(run(options)).isEqualTo(1);
            assertThat(server.heard()).contains("EHLO probe.test", "EHLO named.test");
        }
        assertThat(err()).isEmpty();
        assertThat(fieldNames(out())).contains("report", "format", "conclusion", "results");
        assertThat(out()).contains("\"conclusion\" : \"accepted\"", "\"form\" : \"decnet-3\"");
    }

    @Test
    void serverThatIsNotThereIs2() {
        assertThat(run("relay-test", "127.0.0.1:1", "-q")).isEqualTo(2);
        assertThat(out()).contains("Could not test: not tested over ipv4: 127.0.0.1 could not be connected to");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    relay-test | Missing required parameter: HOST[:PORT]
                    relay-test a.test:0 | "a.test:0" is not a server: expected HOST, HOST:PORT, [IPV6] or [IPV6]:PORT
                    relay-test a.test --outside=a_b..c | "a_b..c" is not a domain name, such as example.net
                    relay-test a.test --source=eth0 | "eth0" is not an IPv4 or IPv6 address, such as 192.0.2.1
                    relay-test a.test --timeout=30 | "30" is not a time with its unit (ms, s, m, h), such as 30s
                    relay-test a.test --timeout=0s | "0s" is not a time with its unit (ms, s, m, h), such as 30s
                    relay-test a.test --helo=ü | "ü" is not a HELO name: expected one word of visible ASCII characters
                    relay-test a.test --local-recipient=me | "me" is not a mailbox, such as user@example.net
                    relay-test a.test --connections-per-minute=0 | --connections-per-minute is 0: expected 1 or more
                    relay-test a.test -4 -6 | -4 and -6 exclude each other
                    relay-test a.test --deliver | --deliver sends mail to the outside domain: name one of yours with --outside
                    relay-test a.test --local=mail.example.com | the outside domain is example.com
                    relay-test a.test --outside-address=192.0.2.1 --outside-address=192.0.2.2 | more than once for a family
                    relay-test a.test --nonsense | Unknown option: '--nonsense'
                    nonsense | Unmatched argument at index 0: 'nonsense'
                    """)
    void wrongOptionsAre2AndSayWhatIsWrong(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err()).contains(message);
        assertThat(out()).isEmpty();
    }

    @Test
    void formsAreListedWithoutAServer() {
        assertThat(run("relay-test", "--forms")).isZero();
        assertThat(out().lines().filter(line -> line.startsWith("  "))).hasSameSizeAs(Forms.all());
        assertThat(Forms.all().stream().map(Form::rcpt)).allMatch(rcpt -> out().contains(rcpt));
        assertThat(err()).isEmpty();
    }

    @Test
    void helpNamesTheExitCodes() {
        assertThat(run("relay-test", "--help")).isZero();
        assertThat(out()).contains("Usage: relay-guard-tool relay-test", "Exit codes:");
    }

    @Test
    void idnDomainIsTakenAsItsALabel() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(Polite::new)) {
            run("relay-test", "127.0.0.1:" + server.port(), "--connections-per-minute=1000", "-q", "-o", "bücher.test");
        }
        assertThat(out()).contains("D = xn--bcher-kva.test");
    }

    private int run(String... arguments) {
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return RelayGuardTool.commandLine(outStream, errStream).execute(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** Fails if it is not exactly one JSON document. */
    private static List<String> fieldNames(String json) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentName() != null) {
                    names.add(parser.currentName());
                }
            }
        }
        return names;
    }
}
