package io.relayguard.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.spool.format.Disk;
import io.relayguard.spool.format.SpoolFolder;
import io.relayguard.spool.format.TornFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A spool of two mails, one torn mail and three files that were set aside, by hand and by the command line. */
class SpoolCommandTest {
    private static final byte[] MESSAGE =
            "Subject: t\u00e4st\r\nX-Evil: \u001b[2J\u0007\r\n\tfolded\r\n\r\nHello\0\n.\n".getBytes(ISO_8859_1);
    private static final String NUMBER = "01234567-89ab-cdef-0123-456789abcdef";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path top;
    private final Path folder;
    private final SpoolFolder spool;

    SpoolCommandTest(@TempDir Path top) throws Exception {
        this.top = top;
        this.folder = Files.createDirectory(top.resolve("example.org"));
        this.spool = new SpoolFolder(Disk.ofThisMachine(), folder, SpoolFolder.FLAT_BOUND);
        store("second one", 2, "sender@example.net", "\"attributes\":{}");
        store(
                "first",
                1,
                "",
                "\"attributes\":{\"other\":{\"value\":[1,{\"value\":2}]},\"io.relayguard.kept-since\":"
                        + "{\"serializer\":\"LongSerializer\",\"value\":1790000000000}}");
    }

    private void store(String name, int second, String sender, String rest) throws IOException {
        String envelope = "{\"name\":\"" + name + "\",\"sender\":\"" + sender
                + "\",\"recipients\":[\"a@example.org\",\"b\\u001b@example.org\"],\"state\":\"transport\","
                + "\"errorMessage\":null,\"remoteHost\":\"client\\n.example.net\",\"remoteAddr\":\"192.0.2.1\","
                + "\"lastUpdated\":1780000000000," + rest + ",\"headers\":[]}\n";
        spool.store(name, envelope.getBytes(UTF_8), new ByteArrayInputStream(MESSAGE));
        Files.setLastModifiedTime(file(name), FileTime.from(Instant.ofEpochSecond(second)));
    }

    private Path file(String name) {
        return spool.find(name).orElseThrow();
    }

    private Path tear(Path file) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(octets, octets.length - 1));
    }

    private Path setAside(String name) throws IOException {
        spool.setAside(new TornFile(file(name), "nothing wrong", "a test"));
        return spool.filesSetAside().stream()
                .filter(file -> file.getFileName().toString().startsWith(name.replace(' ', '+') + ".mail."))
                .findFirst()
                .orElseThrow();
    }

    private int run(Object... arguments) {
        PrintStream outStream = new PrintStream(out, true, UTF_8);
        PrintStream errStream = new PrintStream(err, true, UTF_8);
        String[] line = Stream.concat(
                        Stream.of("spool"), Arrays.stream(arguments).map(Object::toString))
                .toArray(String[]::new);
        return RelayGuardTool.commandLine(outStream, errStream).execute(line);
    }

    private String out() {
        return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private String err() {
        return err.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** Every file with its octets and its time. */
    private Map<String, String> everything() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.readString(file, ISO_8859_1));
            }
        }
        return files;
    }

    @Test
    void listHasALineForEachMailOldestFirstAndForWhatWasSetAside() throws Exception {
        store("whole", 3, "s@example.net", "\"attributes\":{}");
        store("torn", 4, "s@example.net", "\"attributes\":{}");
        Path whole = setAside("whole");
        Path torn = setAside("torn");
        tear(torn);
        assertThat(run("list", folder)).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "first  " + MESSAGE.length
                                + "  2026-09-21T14:13:20Z  <>  a@example.org,b\\u{1b}@example.org  transport",
                        "second+one  " + MESSAGE.length
                                + "  2026-05-28T20:26:40Z  <sender@example.net>  a@example.org,b\\u{1b}@example.org"
                                + "  transport",
                        "set aside: " + torn.getFileName() + "  torn: found " + Files.size(torn) + " octets, expected "
                                + (Files.size(torn) + 1),
                        "set aside: " + whole.getFileName() + "  whole",
                        "2 mails, 2 set aside");
        assertThat(err()).isEmpty();
    }

    @Test
    void showHasTheEnvelopeAndTheHeadersWithNothingThatMovesATerminal() {
        assertThat(run("show", folder, "first")).isZero();
        assertThat(out().lines())
                .containsExactly(
                        "file: " + file("first"),
                        "name: first",
                        "octets: " + MESSAGE.length,
                        "since: 2026-09-21T14:13:20Z",
                        "sender: <>",
                        "recipient: <a@example.org>",
                        "recipient: <b\\u{1b}@example.org>",
                        "state: transport",
                        "remoteHost: client\\u{a}.example.net",
                        "remoteAddr: 192.0.2.1",
                        "",
                        "Subject: täst",
                        "X-Evil: \\u{1b}[2J\\u{7}",
                        " folded");
    }

    @ParameterizedTest
    @CsvSource({"second one", "second+one", "second+one.mail"})
    void mailIsNamedAsItIsCalledAsItIsListedOrAsItsFile(String name) {
        assertThat(run("show", folder, name)).isZero();
        assertThat(out()).contains("name: second one\n");
    }

    @Test
    void verifyIsZeroWhereAllIsWhole() throws Exception {
        Map<String, String> before = everything();
        assertThat(run("verify", folder)).isZero();
        assertThat(out()).isEqualTo("2 whole, 0 torn, 0 set aside\n");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void verifyIsOneAndNamesWhatIsTornAndChangesNothing() throws Exception {
        tear(file("second one"));
        byte[] altered = Files.readAllBytes(file("first"));
        altered[altered.length - 1] ^= 1;
        Files.write(file("first"), altered);
        Map<String, String> before = everything();
        assertThat(run("verify", folder)).isEqualTo(1);
        assertThat(out()).contains("torn: second+one  found ", "torn: first  found CRC-32C ");
        assertThat(out()).endsWith("0 whole, 2 torn, 0 set aside\n");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void listSaysWhatIsTornAndGoesOn() throws Exception {
        Files.writeString(file("first"), "nonsense");
        assertThat(run("list", folder)).isZero();
        assertThat(out()).contains("first  torn: found another first line", "second+one  ", "2 mails, 0 set aside");
    }

    @Test
    void exportWritesTheMessageOctetForOctetForItsOwnerAlone() throws Exception {
        Path eml = top.resolve("out.eml");
        assertThat(run("export", folder, "first", eml)).isZero();
        assertThat(Files.readAllBytes(eml)).isEqualTo(MESSAGE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(eml)))
                .isEqualTo("rw-------");
        assertThat(out()).isEqualTo(eml + ": " + MESSAGE.length + " octets\n");
    }

    @Test
    void exportOverwritesNothing() throws Exception {
        Path eml = Files.writeString(top.resolve("out.eml"), "mine");
        assertThat(run("export", folder, "first", eml)).isEqualTo(2);
        assertThat(eml).hasContent("mine");
        assertThat(err()).isEqualTo(eml + ": there is a file of this name already; nothing was overwritten\n");
    }

    @Test
    void wholeFileThatWasSetAsideIsExportedToo() throws Exception {
        Path aside = setAside("first");
        Path eml = top.resolve("out.eml");
        assertThat(run("export", folder, aside.getFileName(), eml)).isZero();
        assertThat(Files.readAllBytes(eml)).isEqualTo(MESSAGE);
    }

    @Test
    void requeueGivesAWholeFileItsNameBack() throws Exception {
        byte[] octets = Files.readAllBytes(file("second one"));
        Path aside = setAside("second one");
        assertThat(run("requeue", folder, aside.getFileName())).isZero();
        assertThat(aside).doesNotExist();
        assertThat(Files.readAllBytes(file("second one"))).isEqualTo(octets);
        assertThat(out()).contains("the server finds it at its next start or flush");
    }

    @Test
    void requeueRefusesATornFile() throws Exception {
        Path aside = tear(setAside("first"));
        Map<String, String> before = everything();
        assertThat(run("requeue", folder, aside.getFileName())).isEqualTo(2);
        assertThat(err()).contains(": found ", " octets, expected ");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void requeueRefusesANameThatIsTaken() throws Exception {
        Path aside = setAside("first");
        store("first", 9, "s@example.net", "\"attributes\":{}");
        Map<String, String> before = everything();
        assertThat(run("requeue", folder, aside.getFileName())).isEqualTo(2);
        assertThat(err()).contains("there is a file of this name already");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void requeueRefusesWhatWasNeverAMail() throws Exception {
        Path aside = setAside("first");
        Path half = Files.move(aside, aside.resolveSibling(".x.tmp." + NUMBER));
        assertThat(run("requeue", folder, half.getFileName())).isEqualTo(2);
        assertThat(err()).contains("left half written, expected NAME.mail.NUMBER");
        assertThat(half).exists();
    }

    @Test
    void nothingButRequeueAndExportWritesAnything() throws Exception {
        setAside("first");
        Map<String, String> before = everything();
        for (String command : List.of("list", "verify")) {
            run(command, folder);
        }
        run("show", folder, "second+one");
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    list | Missing required parameter: 'FOLDER'
                    show FOLDER | Missing required parameter: 'NAME'
                    list FOLDER/nowhere | /nowhere: expected the folder of a spool, found nothing
                    list FOLDER/first.mail | /first.mail: expected the folder of a spool, found a file
                    show FOLDER unheard | unheard: there is no such file
                    requeue FOLDER first | first: there is no such file
                    nonsense FOLDER | Unmatched argument
                    """)
    void whatIsWrongIs2AndSaysWhat(String line, String message) {
        String[] words = line.replace("FOLDER", folder.toString()).split(" ");
        assertThat(run((Object[]) words)).isEqualTo(2);
        assertThat(err()).contains(message);
        assertThat(out()).isEmpty();
    }

    @Test
    void helpIsThereForEachCommand() {
        for (String command : List.of("list", "show", "verify", "export", "requeue")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out()).contains("Usage: relay-guard-tool spool " + command);
        }
    }
}
