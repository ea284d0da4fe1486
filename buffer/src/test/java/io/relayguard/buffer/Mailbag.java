package io.relayguard.buffer;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.mailet.Mail;

/** Mails for tests: the subject is the name. */
final class Mailbag {
    private Mailbag() {}

    static MailImpl mail(String name, String... recipients) throws MessagingException {
        MailImpl mail = MailImpl.builder()
                .name(name)
                .sender("sender@example.net")
                .addRecipients(addresses(recipients))
                .build();
        byte[] message = ("Subject: " + name + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        mail.setMessageContent(new MimeMessageSource() {
            @Override
            public String getSourceId() {
                return name;
            }

            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(message);
            }
        });
        return mail;
    }

    static MailImpl notification(String name, String... recipients) throws MessagingException {
        MailImpl mail = mail(name, recipients);
        mail.setSender(MailAddress.nullSender());
        return mail;
    }

    static List<MailAddress> addresses(String... written) throws AddressException {
        List<MailAddress> addresses = new ArrayList<>();
        for (String address : written) {
            addresses.add(new MailAddress(address));
        }
        return addresses;
    }

    /** {@code name recipient} of everything in a repository. */
    static List<String> contents(MailRepository repository) throws MessagingException {
        List<String> contents = new ArrayList<>();
        for (MailKey key : ImmutableList.copyOf(repository.list())) {
            Mail mail = repository.retrieve(key);
            mail.getRecipients().forEach(recipient -> contents.add(mail.getName() + " " + recipient.asString()));
            LifecycleUtil.dispose(mail);
        }
        return contents.stream().sorted().toList();
    }
}
