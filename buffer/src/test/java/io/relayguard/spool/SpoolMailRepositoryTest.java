package io.relayguard.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.relayguard.spool.format.SpoolHeader;
import io.relayguard.spool.format.SpoolNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.PerRecipientHeaders.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolMailRepositoryTest {
    private final Path top;
    private final Path folder;
    private final SpoolMailRepository repository;

    SpoolMailRepositoryTest(@TempDir Path top) throws Exception {
        this.top = top;
        this.folder = top.resolve("node").resolve("example.org");
        this.repository = opened(folder);
    }

    private SpoolMailRepository opened() throws IOException, MessagingException {
        return opened(folder);
    }

    private static SpoolMailRepository opened(Path folder) throws IOException, MessagingException {
        SpoolMailRepository opened = new SpoolMailRepository(folder);
        opened.init();
        return opened;
    }

    private Mail again(Mail mail) throws Exception {
        return Mails.read(opened(), repository.store(mail));
    }

    private Path fileOf(String name) {
        return folder.resolve(SpoolNames.fileName(name));
    }

    @Test
    void everyFieldOfTheEnvelopeComesBack() throws Exception {
        MailImpl mail = Mails.mail("whole", Mails.SHORT, "a@example.org", "\"b c\"@example.org");
        mail.setState("some-state");
        mail.setErrorMessage("a fault\nin \"two\" lines, with ü and \u2028");
        mail.setRemoteHost("client.example.net");
        mail.setRemoteAddr("2001:db8::1");
        mail.setLastUpdated(Date.from(Instant.parse("2026-11-24T12:34:56.789Z")));

        Mail read = again(mail);

        assertThat(read.getName()).isEqualTo("whole");
        assertThat(read.getMaybeSender().asString()).isEqualTo("sender@example.net");
        assertThat(Mails.recipients(read)).containsExactly("a@example.org", "\"b c\"@example.org");
        assertThat(read.getState()).isEqualTo("some-state");
        assertThat(read.getErrorMessage()).isEqualTo("a fault\nin \"two\" lines, with ü and \u2028");
        assertThat(read.getRemoteHost()).isEqualTo("client.example.net");
        assertThat(read.getRemoteAddr()).isEqualTo("2001:db8::1");
        assertThat(read.getLastUpdated()).isEqualTo(mail.getLastUpdated());
        assertThat(read.getMessageSize()).isEqualTo(Mails.SHORT.length);
    }

    @Test
    void theNullSenderComesBackAsTheNullSender() throws Exception {
        MailImpl mail = Mails.mail("notification", Mails.SHORT, "a@example.org");
        mail.setSender(MailAddress.nullSender());
        assertThat(again(mail).hasSender()).isFalse();
    }

    private static Stream<Arguments> attributeValues() {
        return Stream.of(
                        AttributeValue.of("text with ü, \"quotes\" and\r\nlines"),
                        AttributeValue.of(""),
                        AttributeValue.of(Integer.MIN_VALUE),
                        AttributeValue.of(Long.MAX_VALUE),
                        AttributeValue.of(true),
                        AttributeValue.of(1.5f),
                        AttributeValue.of(Math.PI),
                        AttributeValue.of(new byte[] {0, -1, 10}),
                        AttributeValue.of(ZonedDateTime.of(2026, 11, 24, 1, 2, 3, 0, ZoneOffset.UTC)),
                        AttributeValue.of(ImmutableList.of(AttributeValue.of("a"), AttributeValue.of(1))),
                        AttributeValue.of(Map.of("key", AttributeValue.of("value"))),
                        AttributeValue.of(Optional.of(AttributeValue.of("there"))))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("attributeValues")
    void attributesComeBackWithTheirTypes(AttributeValue<?> value) throws Exception {
        AttributeName name = AttributeName.of("an attribute \" with quotes");
        MailImpl mail = Mails.mail("attributes", Mails.SHORT, "a@example.org");
        mail.setAttribute(new Attribute(name, value));
        Object expected = value.getValue();
        Object read = again(mail).getAttribute(name).orElseThrow().getValue().getValue();
        assertThat(read).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void headersForSingleRecipientsComeBack() throws Exception {
        MailAddress first = new MailAddress("a@example.org");
        MailAddress second = new MailAddress("b@example.org");
        MailImpl mail = Mails.mail("headers", Mails.SHORT, "a@example.org", "b@example.org");
        mail.addSpecificHeaderForRecipient(header("X-One", "1"), first);
        mail.addSpecificHeaderForRecipient(header("X-Two", "2: zwei ü"), first);
        mail.addSpecificHeaderForRecipient(header("X-One", "other"), second);
        assertThat(again(mail).getPerRecipientSpecificHeaders()).isEqualTo(mail.getPerRecipientSpecificHeaders());
    }

    private static Header header(String name, String value) {
        return Header.builder().name(name).value(value).build();
    }

    @Test
    void theWishesForNotificationsComeBack() throws Exception {
        MailImpl mail = Mails.mail("dsn", Mails.SHORT, "a@example.org");
        DsnParameters wishes = DsnParameters.builder()
                .envId(DsnParameters.EnvId.of("QQ314159"))
                .ret(DsnParameters.Ret.HDRS)
                .build()
                .orElseThrow();
        mail.setDsnParameters(wishes);
        assertThat(again(mail).dsnParameters()).contains(wishes);
    }

    private static Stream<Arguments> messages() {
        byte[] large = new byte[5 * 1024 * 1024];
        new Random(20_261_124).nextBytes(large);
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("one octet", new byte[] {0}),
                Arguments.of("8-bit", Mails.ascii("Subject: \u00e4\u00ff\r\n\r\n\u0080\r\n")),
                Arguments.of("NUL", Mails.ascii("Subject: a\r\n\r\n\0a\0\r\n")),
                Arguments.of("bare LF", Mails.ascii("Subject: a\n\nline\n.\nline\n")),
                Arguments.of("bare CR", Mails.ascii("Subject: a\r\rline\r")),
                Arguments.of("no end of line", Mails.ascii("Subject: a\r\n\r\nline")),
                Arguments.of("no header", Mails.ascii("\r\nline\r\n")),
                Arguments.of("dots", Mails.ascii("Subject: a\r\n\r\n.\r\n..\r\n")),
                Arguments.of("what looks like ours", Mails.ascii("relay-guard-spool 1 envelope=0\n")),
                Arguments.of("every octet", every),
                Arguments.of("5 MiB", large));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void theMessageComesBackOctetForOctet(String what, byte[] message) throws Exception {
        Mail read = again(Mails.mail(what, message, "a@example.org"));
        assertThat(Mails.octets(read)).isEqualTo(message);
        assertThat(Mails.octets(read)).as("a second time").isEqualTo(message);
    }

    @Test
    void theFileIsAsTheDocumentationHasIt() throws Exception {
        MailImpl mail = Mails.mail("plain", Mails.SHORT, "a@example.org");
        mail.setLastUpdated(Date.from(Instant.EPOCH));
        repository.store(mail);
        assertThat(Files.readString(fileOf("plain"), UTF_8))
                .isEqualTo("relay-guard-spool 1 envelope=0000000208 message=0000000000000000024 crc32c=ad0bcc63\n"
                        + "{\"name\":\"plain\",\"sender\":\"sender@example.net\",\"recipients\":[\"a@example.org\"],"
                        + "\"state\":\"root\",\"errorMessage\":null,\"remoteHost\":\"localhost\","
                        + "\"remoteAddr\":\"127.0.0.1\",\"lastUpdated\":0,\"attributes\":{},\"headers\":[]}\n"
                        + new String(Mails.SHORT, UTF_8));
    }

    @Test
    void onlyTheServersOwnUserMayReadAMail() throws Exception {
        repository.store(Mails.mail("private", Mails.SHORT, "a@example.org"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fileOf("private"))))
                .isEqualTo("rw-------");
    }

    @Test
    void onlyTheServersOwnUserMayEnterTheFoldersThatWeMake() throws Exception {
        Files.writeString(folder.resolve("torn.mail"), "torn");
        assertThat(repository.retrieve(new MailKey("torn"))).isNull();
        for (Path made : List.of(top.resolve("node"), folder, folder.resolve("set-aside"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .as(made.toString())
                    .isEqualTo("rwx------");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd", "/absolute", "a/b", "..", ".", ".hidden", "a\\b", "with space", "per%cent", "plus+",
                "ünïcödé-雪-🐌", "a.mail", "a.tmp", "set-aside", "CON", "a:b", "line\nend", "*", "~", "\"quoted\""
            })
    void everyNameStaysInTheFolderAndComesBack(String name) throws Exception {
        MailKey key = repository.store(Mails.mail(name, Mails.SHORT, "a@example.org"));
        assertThat(repository.list()).toIterable().containsExactly(key);
        assertThat(opened().retrieve(key)).isNotNull().returns(name, Mail::getName);
        try (Stream<Path> everything = Files.walk(top)) {
            assertThat(everything.filter(file -> Files.isRegularFile(file) && !file.endsWith(".lock")))
                    .singleElement()
                    .returns(folder, Path::getParent);
        }
        repository.remove(key);
        assertThat(Mails.files(folder)).isEmpty();
    }

    @Test
    void aNameOf200CharactersIsKeptAndALongerOneIsRefusedBeforeAnythingIsWritten() throws Exception {
        String longest = "n".repeat(200);
        String longer = "n".repeat(201);
        assertThat(repository.store(Mails.mail(longest, Mails.SHORT, "a@example.org")))
                .isEqualTo(new MailKey(longest));
        Mail tooLong = Mails.mail(longer, Mails.SHORT, "a@example.org");
        assertThatThrownBy(() -> repository.store(tooLong))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("201 characters as a file name, at most 200");
        assertThat(Mails.files(folder)).hasSize(1);
        assertThat(repository.retrieve(new MailKey(longer))).isNull();
        repository.remove(new MailKey(longer));
        assertThat(repository.size()).isEqualTo(1);
    }

    @Test
    void listsTheOldestFirst() throws Exception {
        for (String name : List.of("c", "a", "d", "b")) {
            repository.store(Mails.mail(name, Mails.SHORT, "a@example.org"));
        }
        dated("d", 1);
        dated("b", 2);
        dated("a", 3);
        dated("c", 4);
        assertThat(repository.list()).toIterable().map(MailKey::asString).containsExactly("d", "b", "a", "c");
    }

    private void dated(String name, int second) throws IOException {
        Files.setLastModifiedTime(fileOf(name), FileTime.from(Instant.ofEpochSecond(second)));
    }

    @Test
    void whatIsNotAMailFileIsNoMail() throws Exception {
        repository.store(Mails.mail("mine", Mails.SHORT, "a@example.org"));
        for (String name :
                List.of("README", ".mail", "un coded.mail", "%zz.mail", "%FF.mail", "x.mail.bak", "@.mail")) {
            Files.writeString(folder.resolve(name), "something else");
        }
        Files.createDirectory(folder.resolve("folder.mail"));
        assertThat(repository.list()).toIterable().containsExactly(new MailKey("mine"));
        assertThat(repository.size()).isEqualTo(1);
        repository.removeAll();
        assertThat(Mails.files(folder)).hasSize(7);
    }

    @Test
    void whatACrashLeftHalfWrittenIsSetAsideAtTheStart() throws Exception {
        Path leftover = Files.writeString(folder.resolve(".0815.tmp"), "half");
        repository.store(Mails.mail("whole", Mails.SHORT, "a@example.org"));
        SpoolMailRepository next = opened();
        assertThat(leftover).doesNotExist();
        assertThat(Mails.files(folder.resolve("set-aside")))
                .singleElement()
                .asString()
                .startsWith(".0815.tmp.");
        assertThat(next.list()).toIterable().containsExactly(new MailKey("whole"));
    }

    @Test
    void aMessageThatCannotBeReadLeavesNothingAndTheMailStaysTheCallers() throws Exception {
        for (InputStream failing :
                List.of(failing(new IOException("unplugged")), failing(new IllegalStateException()))) {
            MailImpl mail = Mails.mail("failing", Mails.SHORT, "a@example.org");
            mail.setMessageContent(Mails.source(() ->
                    new SequenceInputStream(new ByteArrayInputStream(Mails.ascii("Subject: a\r\n\r\n")), failing)));
            assertThatThrownBy(() -> repository.store(mail)).isInstanceOf(MessagingException.class);
            assertThat(Mails.files(folder)).isEmpty();
            assertThat(repository.size()).isZero();
        }
    }

    private static InputStream failing(Exception how) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                if (how instanceof IOException io) {
                    throw io;
                }
                throw new IllegalStateException(how);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void anOverwriteThatFailsLeavesTheOldMail() throws Exception {
        repository.store(Mails.mail("twice", Mails.SHORT, "a@example.org", "b@example.org"));
        MailImpl second = Mails.mail("twice", Mails.SHORT, "b@example.org");
        second.setMessageContent(Mails.source(() -> failing(new IOException("unplugged"))));
        assertThatThrownBy(() -> repository.store(second)).isInstanceOf(MessagingException.class);
        Mail old = Mails.read(repository, new MailKey("twice"));
        assertThat(Mails.recipients(old)).containsExactly("a@example.org", "b@example.org");
        assertThat(Mails.octets(old)).isEqualTo(Mails.SHORT);
    }

    @Test
    void aFolderThatIsGoneIsAFaultAndNotAnEmptyRepository() throws Exception {
        Files.delete(folder.resolve(".lock"));
        Files.delete(folder);
        Mail mail = Mails.mail("homeless", Mails.SHORT, "a@example.org");
        assertThatThrownBy(() -> repository.store(mail)).isInstanceOf(MessagingException.class);
        assertThatThrownBy(repository::size).isInstanceOf(MessagingException.class);
        assertThatThrownBy(repository::list).isInstanceOf(MessagingException.class);
    }

    @Test
    void anEnvelopeTooLargeToBeReadAgainIsRefused() throws Exception {
        MailImpl mail = Mails.mail("huge", Mails.SHORT, "a@example.org");
        mail.setAttribute(
                new Attribute(AttributeName.of("huge"), AttributeValue.of("x".repeat(SpoolHeader.LONGEST_ENVELOPE))));
        assertThatThrownBy(() -> repository.store(mail))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("at most 16777216 are possible");
        assertThat(Mails.files(folder)).isEmpty();
    }

    @Test
    void aMailThatWasReadCanBePutInItsOwnPlaceForFewerRecipients() throws Exception {
        byte[] message = Mails.ascii("Subject: a\r\n\r\n" + "line\r\n".repeat(50_000));
        MailKey key = repository.store(Mails.mail("whole", message, "a@example.org", "b@example.org"));
        Mail read = Mails.read(repository, key);
        read.setRecipients(List.of(new MailAddress("b@example.org")));
        repository.store(read);
        assertThat(Mails.octets(read)).as("read before").isEqualTo(message);
        Mail rest = Mails.read(opened(), key);
        assertThat(Mails.recipients(rest)).containsExactly("b@example.org");
        assertThat(Mails.octets(rest)).isEqualTo(message);
    }

    @Test
    void removingTwiceOrWhatWasNeverThereIsNoFault() throws Exception {
        MailKey key = repository.store(Mails.mail("once", Mails.SHORT, "a@example.org"));
        repository.remove(key);
        repository.remove(key);
        repository.remove(new MailKey("never"));
        assertThat(repository.retrieve(key)).isNull();
        assertThat(repository.size()).isZero();
    }

    @Test
    void findsItsOwnFilesAfterARestartWithAllTheirNames() throws Exception {
        List<MailKey> stored = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stored.add(repository.store(Mails.mail("mail-" + i, Mails.SHORT, "a@example.org")));
        }
        assertThat(opened().list()).toIterable().containsExactlyInAnyOrderElementsOf(stored);
    }
}
