package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.DurationForm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;

/**
 * What becomes of a message once the primary has answered: gone where it was taken, back to the sender where it was
 * refused, kept for the rest.
 *
 * <p>The order is what makes a crash harmless: first the sender is told, then the repository forgets. A crash in
 * between tells the sender twice, or delivers twice; it never loses.
 */
final class Settlement {
    /** A code for DSNBounce; the enhanced code says what it is: RFC 3463 X.4.7, delivery time expired. */
    private static final int EXPIRED = 550;

    private final DomainName destination;
    private final KeptMail mails;
    private final Returns returns;
    private final BufferEvents events;
    private final Duration maxAge;
    private final Clock clock;

    /** For whom a message is still to be delivered, where the repository could not be told: they are not served twice. */
    private final Map<MailKey, List<MailAddress>> untold = new ConcurrentHashMap<>();

    Settlement(
            DomainName destination,
            KeptMail mails,
            Returns returns,
            BufferEvents events,
            Duration maxAge,
            Clock clock) {
        this.destination = destination;
        this.mails = mails;
        this.returns = returns;
        this.events = events;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Offers a message to the primary; what is returned is what is left of it. */
    Optional<Waiting> deliver(Conversation conversation, Waiting message)
            throws ConversationBroken, MessagingException {
        Optional<Mail> mail = mails.read(message.key());
        if (mail.isEmpty()) {
            untold.remove(message.key());
            events.on(
                    Kind.GONE,
                    destination,
                    message.key().asString(),
                    "no longer in the repository, or set aside there");
            return Optional.empty();
        }
        try {
            return deliver(conversation, message, mail.get());
        } finally {
            LifecycleUtil.dispose(mail.get());
        }
    }

    private Optional<Waiting> deliver(Conversation conversation, Waiting message, Mail mail)
            throws ConversationBroken, MessagingException {
        Waiting dated = message.keptSince(KeptMail.since(mail).toEpochMilli());
        List<MailAddress> recipients = recipients(message.key(), mail);
        List<Outcome> outcomes =
                recipients.isEmpty() ? List.of() : conversation.send(KeptMail.outgoing(mail, recipients));
        return settle(dated, mail, recipients, outcomes);
    }

    private List<MailAddress> recipients(MailKey key, Mail mail) {
        List<MailAddress> left = untold.get(key);
        return left == null ? List.copyOf(mail.getRecipients()) : left;
    }

    /** Gives a message back if it is too old; otherwise says since when it waits. Never throws: what fails stays. */
    Optional<Waiting> giveUpIfOlderThan(Instant limit, Waiting message, String why) {
        try {
            Optional<Mail> mail = mails.read(message.key());
            if (mail.isEmpty()) {
                return Optional.empty();
            }
            try {
                return giveUpIfOlderThan(limit, message, mail.get(), why);
            } finally {
                LifecycleUtil.dispose(mail.get());
            }
        } catch (MessagingException | RuntimeException fault) {
            events.on(Kind.FAULT, destination, message.key().asString(), fault.toString());
            return Optional.of(message);
        }
    }

    private Optional<Waiting> giveUpIfOlderThan(Instant limit, Waiting message, Mail mail, String why)
            throws MessagingException {
        Waiting dated = message.keptSince(KeptMail.since(mail).toEpochMilli());
        if (!dated.mayBeOlderThan(limit.toEpochMilli())) {
            return Optional.of(dated);
        }
        List<MailAddress> recipients = recipients(message.key(), mail);
        List<Outcome> outcomes = recipients.stream()
                .<Outcome>map(recipient -> new Outcome.Later(why))
                .toList();
        return settle(dated, mail, recipients, outcomes);
    }

    private Optional<Waiting> settle(Waiting message, Mail mail, List<MailAddress> recipients, List<Outcome> outcomes)
            throws MessagingException {
        long limit = clock.instant().minus(maxAge).toEpochMilli();
        Verdicts verdicts = new Verdicts(mail, message.mayBeOlderThan(limit));
        for (int i = 0; i < recipients.size(); i++) {
            outcomes.get(i).match(verdicts.about(recipients.get(i)));
        }
        verdicts.later.addAll(giveBack(mail, verdicts.never));
        forget(message.key(), mail, verdicts.later);
        return verdicts.later.isEmpty() ? Optional.empty() : Optional.of(message);
    }

    /** The outcomes of one message, sorted; each is reported as it is sorted. */
    private final class Verdicts {
        private final Mail mail;
        private final boolean tooOld;
        private final List<MailAddress> later = new ArrayList<>();
        private final Map<SmtpReply, List<MailAddress>> never = new LinkedHashMap<>();

        Verdicts(Mail mail, boolean tooOld) {
            this.mail = mail;
            this.tooOld = tooOld;
        }

        Outcome.Cases<Kind> about(MailAddress recipient) {
            return new Outcome.Cases<>() {
                @Override
                public Kind delivered(SmtpReply reply) {
                    return report(Kind.DELIVERED, recipient, reply.toString());
                }

                @Override
                public Kind later(String why) {
                    if (!tooOld) {
                        later.add(recipient);
                        return report(Kind.DEFERRED, recipient, why);
                    }
                    refuse(
                            recipient,
                            new SmtpReply(
                                    EXPIRED,
                                    "5.4.7 not taken within " + DurationForm.write(maxAge) + ", last: " + why));
                    return report(Kind.EXPIRED, recipient, why);
                }

                @Override
                public Kind never(SmtpReply reply) {
                    refuse(recipient, reply);
                    return report(Kind.REFUSED, recipient, reply.toString());
                }
            };
        }

        private void refuse(MailAddress recipient, SmtpReply reply) {
            never.computeIfAbsent(reply, first -> new ArrayList<>()).add(recipient);
        }

        private Kind report(Kind kind, MailAddress recipient, String detail) {
            events.on(kind, destination, mail.getName(), "<" + recipient.asString() + "> " + detail);
            return kind;
        }
    }

    /** Tells the sender of each refusal; the recipients of whom that failed stay. */
    private List<MailAddress> giveBack(Mail mail, Map<SmtpReply, List<MailAddress>> never) {
        List<MailAddress> stay = new ArrayList<>();
        never.forEach((reply, recipients) -> {
            try {
                giveBack(mail, recipients, reply);
            } catch (MessagingException | RuntimeException fault) {
                events.on(Kind.FAULT, destination, mail.getName(), "cannot give back: " + fault);
                stay.addAll(recipients);
            }
        });
        return stay;
    }

    private void giveBack(Mail mail, List<MailAddress> recipients, SmtpReply reply) throws MessagingException {
        MailImpl part = MailImpl.duplicate(mail);
        try {
            part.setRecipients(recipients);
            if (part.hasSender()) {
                returns.toSender(part, reply);
            } else {
                mails.putAside(part);
                events.on(Kind.UNDELIVERABLE, destination, part.getName(), "a notification, kept for you: " + reply);
            }
        } finally {
            LifecycleUtil.dispose(part);
        }
    }

    /** What the repository could not be told this time is told the next time, before anybody is served twice. */
    private void forget(MailKey key, Mail mail, List<MailAddress> later) throws MessagingException {
        untold.put(key, List.copyOf(later));
        if (later.isEmpty()) {
            mails.remove(key);
        } else if (later.size() < mail.getRecipients().size()) {
            mails.replace(mail, later);
        }
        untold.remove(key);
    }
}
