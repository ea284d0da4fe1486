package io.relayguard.pack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.relayguard.spool.SpoolMailRepository;
import io.relayguard.tool.spool.SpoolCommand;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.apache.james.core.MailAddress;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the repository stores inside a James, the tool reads without one. */
class SpoolToolTest {
    private static final byte[] MESSAGE = "Subject: t\u00e4st\r\n\r\nHello\0\n.\n".getBytes(ISO_8859_1);

    private final StringWriter out = new StringWriter();
    private final Path top;
    private final Path folder;
    private final SpoolMailRepository repository;

    SpoolToolTest(@TempDir Path top) throws Exception {
        this.top = top;
        this.folder = top.resolve("mails");
        FileSystem files = mock(FileSystem.class);
        when(files.getFile(anyString())).thenReturn(folder.toFile());
        repository = new SpoolMailRepository(MailRepositoryUrl.from("spool://mails"), files);
        repository.init();
        repository.store(mail());
    }

    private static MailImpl mail() throws Exception {
        MailImpl mail = MailImpl.builder()
                .name("Mail1790000000000")
                .sender("sender@example.net")
                .addRecipients(new MailAddress("a@example.org"), new MailAddress("\"b c\"@example.org"))
                .addAttribute(new Attribute(AttributeName.of("other"), AttributeValue.of("text")))
                .addAttribute(
                        new Attribute(AttributeName.of("io.relayguard.kept-since"), AttributeValue.of(1790000000000L)))
                .build();
        mail.setState("transport");
        mail.setLastUpdated(Date.from(Instant.EPOCH));
        mail.setMessageContent(new MimeMessageSource() {
            @Override
            public String getSourceId() {
                return "test";
            }

            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(MESSAGE);
            }
        });
        return mail;
    }

    private int run(String... arguments) {
        return new CommandLine(new SpoolCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments);
    }

    @Test
    void listHasTheMailWithTheTimeWhenTheBufferTookIt() {
        assertThat(run("list", folder.toString())).as(out::toString).isZero();
        assertThat(out.toString())
                .startsWith("Mail1790000000000  " + MESSAGE.length + "  2026-09-21T14:13:20Z  <sender@example.net>"
                        + "  a@example.org,\"b c\"@example.org  transport");
    }

    @Test
    void verifyFindsItWholeAndExportIsTheMessageOctetForOctet() throws Exception {
        Path eml = top.resolve("out.eml");
        assertThat(run("verify", folder.toString())).as(out::toString).isZero();
        assertThat(run("export", folder.toString(), "Mail1790000000000", eml.toString()))
                .isZero();
        assertThat(out.toString()).contains("1 whole, 0 torn, 0 set aside");
        assertThat(Files.readAllBytes(eml)).isEqualTo(MESSAGE);
    }
}
