package io.relayguard.spool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.mailet.Mail;

/** Mails for tests, their octets, and a look at the files that hold them. */
final class Mails {
    static final byte[] SHORT = ascii("Subject: test\r\n\r\nHello\r\n");

    private Mails() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static MailImpl mail(String name, byte[] message, String... recipients) throws MessagingException {
        MailImpl mail = MailImpl.builder()
                .name(name)
                .sender("sender@example.net")
                .addRecipients(addresses(recipients))
                .build();
        mail.setMessageContent(source(() -> new ByteArrayInputStream(message)));
        return mail;
    }

    private static List<MailAddress> addresses(String... written) throws AddressException {
        MailAddress[] addresses = new MailAddress[written.length];
        for (int i = 0; i < written.length; i++) {
            addresses[i] = new MailAddress(written[i]);
        }
        return List.of(addresses);
    }

    /** Opens a message. */
    interface Content {
        InputStream open() throws IOException;
    }

    static MimeMessageSource source(Content content) {
        return new MimeMessageSource() {
            @Override
            public String getSourceId() {
                return "test";
            }

            @Override
            public InputStream getInputStream() throws IOException {
                return content.open();
            }
        };
    }

    static byte[] octets(Mail mail) throws IOException, MessagingException {
        try (InputStream message = new MimeMessageInputStream(mail.getMessage())) {
            return message.readAllBytes();
        }
    }

    static List<String> recipients(Mail mail) {
        return mail.getRecipients().stream().map(MailAddress::asString).toList();
    }

    /** A mail that is expected to be there. */
    static Mail read(MailRepository repository, MailKey key) throws MessagingException {
        return Objects.requireNonNull(repository.retrieve(key), () -> key.asString() + " is not there");
    }

    /** The names of the plain files in a folder but its lock; none if there is no such folder. */
    static List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }
}
