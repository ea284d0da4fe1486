package io.relayguard.repositories;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Mail;

/** A mail for tests: its name, and its message, a character for each octet. */
record Letter(String name, String message) {
    static Letter of(String name) {
        return new Letter(name, "Subject: " + name + "\r\n\r\nHello\r\n");
    }

    MailImpl to(String... recipients) throws MessagingException {
        MailImpl.Builder mail = MailImpl.builder().name(name).sender("sender@example.net");
        for (String recipient : recipients) {
            mail.addRecipient(recipient);
        }
        MailImpl built = mail.build();
        built.setMessageContent(MimeMessageInputStreamSource.create(
                name, new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1))));
        return built;
    }

    static String message(Mail mail) throws IOException, MessagingException {
        try (InputStream in = new MimeMessageInputStream(mail.getMessage())) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static List<String> recipients(Mail mail) {
        return mail.getRecipients().stream().map(MailAddress::asString).toList();
    }
}
