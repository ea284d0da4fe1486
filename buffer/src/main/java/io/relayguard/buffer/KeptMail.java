package io.relayguard.buffer;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What is kept for one destination: {@code <repository>/<node>/<domain>}, whatever James repository that is.
 *
 * <p>A mail that nobody may be told about (a refused notification, RFC 5321 section 4.5.5) goes to {@code
 * <repository>/<node>/undeliverable}, for the administrator.
 */
final class KeptMail {
    private static final AttributeName KEPT_SINCE = AttributeName.of("io.relayguard.kept-since");
    private static final AttributeName SENDER_WARNED = AttributeName.of("io.relayguard.sender-warned");

    /** Beside the domains, which it is none of. */
    static final String UNDELIVERABLE = "undeliverable";

    private final MailRepository mails;
    private final MailRepositoryStore store;
    private final MailRepositoryUrl undeliverable;

    private KeptMail(MailRepositoryStore store, MailRepositoryUrl node, DomainName domain) throws MessagingException {
        this.store = store;
        this.mails = select(store, node.subUrl(domain.value()));
        this.undeliverable = node.subUrl(UNDELIVERABLE);
    }

    static KeptMail open(MailRepositoryStore store, String repository, String node, DomainName domain)
            throws MessagingException {
        return new KeptMail(store, node(repository, node), domain);
    }

    static MailRepositoryUrl node(String repository, String node) {
        return MailRepositoryUrl.from(repository).subUrl(node);
    }

    long size() throws MessagingException {
        return mails.size();
    }

    /**
     * On disk when this returns; the mail's own recipients are as before.
     *
     * <p>A mail that is kept already, by name and recipients, is the same one, handed over again after a crash of
     * James. Another one of the same name gets a name of its own: neither takes the other's place.
     */
    Waiting keep(Mail mail, Collection<MailAddress> recipients, Instant now) throws MessagingException {
        MailKey key = MailKey.forMail(mail);
        Optional<Mail> namesake = read(key);
        if (namesake.isEmpty()) {
            return Waiting.found(store(mail, recipients, now)).keptSince(now.toEpochMilli());
        }
        try {
            return namesake.get().getRecipients().containsAll(recipients)
                    ? read(Waiting.found(key), namesake.get())
                    : Waiting.found(storeUnderAnotherName(mail, recipients, now))
                            .keptSince(now.toEpochMilli());
        } finally {
            LifecycleUtil.dispose(namesake.get());
        }
    }

    private MailKey storeUnderAnotherName(Mail mail, Collection<MailAddress> recipients, Instant now)
            throws MessagingException {
        String name = mail.getName();
        mail.setName(UUID.randomUUID() + "-" + name);
        try {
            return store(mail, recipients, now);
        } finally {
            mail.setName(name);
        }
    }

    private MailKey store(Mail mail, Collection<MailAddress> recipients, Instant now) throws MessagingException {
        Collection<MailAddress> all = List.copyOf(mail.getRecipients());
        mail.setAttribute(new Attribute(KEPT_SINCE, AttributeValue.of(now.toEpochMilli())));
        mail.setRecipients(recipients);
        try {
            return mails.store(mail);
        } finally {
            mail.setRecipients(all);
            mail.removeAttribute(KEPT_SINCE);
        }
    }

    Iterator<MailKey> keys() throws MessagingException {
        return mails.list();
    }

    Optional<Mail> read(MailKey key) throws MessagingException {
        return Optional.ofNullable(mails.retrieve(key));
    }

    /** Puts what is left of a mail in the place of the whole. */
    void replace(Mail mail, Collection<MailAddress> recipients, boolean senderWarned) throws MessagingException {
        mail.setRecipients(recipients);
        mail.setAttribute(new Attribute(SENDER_WARNED, AttributeValue.of(senderWarned)));
        mails.store(mail);
    }

    void remove(MailKey key) throws MessagingException {
        mails.remove(key);
    }

    void putAside(Mail mail) throws MessagingException {
        select(store, undeliverable).store(mail);
    }

    /** Puts a mail aside for some of its recipients; its own are as before. */
    void putAside(Mail mail, Collection<MailAddress> recipients) throws MessagingException {
        Collection<MailAddress> all = List.copyOf(mail.getRecipients());
        mail.setRecipients(recipients);
        try {
            putAside(mail);
        } finally {
            mail.setRecipients(all);
        }
    }

    /** What is known of a message once its mail has been read. */
    static Waiting read(Waiting message, Mail mail) throws MessagingException {
        Waiting read = message.keptSince(since(mail).toEpochMilli()).ofSize(mail.getMessageSize());
        boolean warned = AttributeUtils.getValueAndCastFromMail(mail, SENDER_WARNED, Boolean.class)
                .orElse(false);
        return warned ? read.senderWarned() : read;
    }

    /** When we took the mail; its last change where another program stored it. */
    static Instant since(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, KEPT_SINCE, Long.class)
                .map(Instant::ofEpochMilli)
                .orElseGet(() -> Objects.requireNonNullElseGet(mail.getLastUpdated(), Date::new)
                        .toInstant());
    }

    static OutgoingMessage outgoing(Mail mail, List<MailAddress> recipients) {
        List<String> addresses = new ArrayList<>(recipients.size());
        for (MailAddress recipient : recipients) {
            addresses.add(recipient.asString());
        }
        return new OutgoingMessage(
                mail.hasSender() ? new ReversePath(mail.getMaybeSender().asString()) : ReversePath.NULL,
                addresses,
                NotificationWishes.of(mail, recipients),
                new Message(mail));
    }

    /** As James has it; its size costs no reading where the message lies on disk. */
    private record Message(Mail mail) implements OutgoingMessage.Content {
        @Override
        public InputStream open() throws IOException {
            try {
                return new MimeMessageInputStream(mail.getMessage());
            } catch (MessagingException unreadable) {
                throw unreadable(unreadable);
            }
        }

        @Override
        public long size() throws IOException {
            try {
                return mail.getMessageSize();
            } catch (MessagingException unreadable) {
                throw unreadable(unreadable);
            }
        }

        private IOException unreadable(MessagingException cause) {
            return new IOException("cannot read the message of " + mail.getName(), cause);
        }
    }

    static MailRepository select(MailRepositoryStore store, MailRepositoryUrl url) throws MessagingException {
        try {
            return store.select(url);
        } catch (MailRepositoryStore.MailRepositoryStoreException failed) {
            throw new MessagingException("cannot open mail repository " + url.asString(), failed);
        }
    }
}
