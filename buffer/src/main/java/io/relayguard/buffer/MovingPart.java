package io.relayguard.buffer;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.settings.BufferSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.mailet.Mail;

/**
 * One domain's mail on its way from another node's part into ours: first it is ours, then it is no longer theirs.
 *
 * <p>A mail that is in both, by its name and its recipients, is one mail: the move was cut off between the two. Another one
 * of the same name gets the node's name before its own, the same one each time, so that it is known again.
 */
record MovingPart(String node, KeptMail theirs, KeptMail ours) {
    static MovingPart open(MailRepositoryStore store, BufferSettings settings, String node, DomainName domain)
            throws MessagingException {
        return new MovingPart(
                node,
                KeptMail.open(store, settings.repository(), node, domain),
                KeptMail.open(store, settings.repository(), settings.node(), domain));
    }

    /** Empty if theirs has no such mail, or none that can be read. */
    Optional<Waiting> move(MailKey key) throws MessagingException {
        Optional<Mail> mail = theirs.read(key);
        if (mail.isEmpty()) {
            return Optional.empty();
        }
        try {
            Waiting kept = keep(mail.get());
            theirs.remove(key);
            return Optional.of(kept);
        } finally {
            LifecycleUtil.dispose(mail.get());
        }
    }

    /** It is as old as it was. */
    private Waiting keep(Mail mail) throws MessagingException {
        MailKey key = MailKey.forMail(mail);
        if (isTaken(key) && !isOurs(key, mail)) {
            mail.setName(other(key).asString());
        }
        Instant since = KeptMail.since(mail);
        return ours.keep(mail, List.copyOf(mail.getRecipients()), since).ofSize(mail.getMessageSize());
    }

    /** Theirs forgets a mail that is ours already; false if it is theirs alone. */
    boolean forgetIfOurs(MailKey key) throws MessagingException {
        if (!isTaken(key) && !isTaken(other(key))) {
            return false;
        }
        Optional<Mail> mail = theirs.read(key);
        if (mail.isEmpty()) {
            return false;
        }
        try {
            boolean isInBoth = isOurs(key, mail.get()) || isOurs(other(key), mail.get());
            if (isInBoth) {
                theirs.remove(key);
            }
            return isInBoth;
        } finally {
            LifecycleUtil.dispose(mail.get());
        }
    }

    private MailKey other(MailKey key) {
        return new MailKey(node + "-" + key.asString());
    }

    private boolean isTaken(MailKey key) throws MessagingException {
        Optional<Mail> namesake = ours.read(key);
        namesake.ifPresent(LifecycleUtil::dispose);
        return namesake.isPresent();
    }

    private boolean isOurs(MailKey key, Mail mail) throws MessagingException {
        Optional<Mail> namesake = ours.read(key);
        try {
            return namesake.isPresent() && namesake.get().getRecipients().containsAll(mail.getRecipients());
        } finally {
            namesake.ifPresent(LifecycleUtil::dispose);
        }
    }
}
