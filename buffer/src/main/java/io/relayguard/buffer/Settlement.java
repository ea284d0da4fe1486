package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.DurationForm;
import java.time.Clock;
import java.time.Duration;
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

    private static final int DELAYED = 450;

    private final DomainName destination;
    private final KeptMail mails;
    private final GivingBack givingBack;
    private final BufferEvents events;
    private final Ages ages;

    /** For whom a message is still to be delivered, where the repository could not be told: they are not served twice. */
    private final Map<MailKey, List<MailAddress>> untold = new ConcurrentHashMap<>();

    /** When a message is too old, and when its sender is told that it waits. */
    record Ages(Duration longest, Optional<Duration> warning, Clock clock) {
        boolean isTooOld(Waiting message) {
            return mayBeOlder(message, longest);
        }

        boolean isToBeWarnedOf(Waiting message) {
            return !message.warned() && warning.isPresent() && mayBeOlder(message, warning.get());
        }

        private boolean mayBeOlder(Waiting message, Duration age) {
            return message.mayBeOlderThan(clock.instant().minus(age).toEpochMilli());
        }
    }

    Settlement(DomainName destination, KeptMail mails, Returns returns, BufferEvents events, Ages ages) {
        this.destination = destination;
        this.mails = mails;
        this.givingBack = new GivingBack(destination, mails, returns, events);
        this.events = events;
        this.ages = ages;
    }

    /** Reads a message for the primary; empty if it is gone, which is reported. */
    Optional<Offer> read(Waiting message) throws MessagingException {
        Optional<Mail> mail = mails.read(message.key());
        if (mail.isEmpty()) {
            var unused = gone(message);
        }
        return mail.map(read -> Offer.of(message, read, recipients(message.key(), read)));
    }

    private Optional<Waiting> gone(Waiting message) {
        untold.remove(message.key());
        events.on(Kind.GONE, destination, message.name(), "no longer in the repository, or set aside there");
        return Optional.empty();
    }

    /** Offers a message to the primary, and says which is next; what is returned is what is left of it. */
    Optional<Waiting> deliver(Link link, Offer offer, Optional<Offer> next)
            throws ConversationBroken, MessagingException {
        List<Outcome> outcomes = offer.outgoing().isEmpty()
                ? List.of()
                : link.send(offer.outgoing().get(), next.flatMap(Offer::outgoing));
        return settle(
                KeptMail.read(offer.message(), offer.mail()),
                offer.mail(),
                offer.recipients(),
                outcomes,
                link.speaksDsn());
    }

    private List<MailAddress> recipients(MailKey key, Mail mail) {
        List<MailAddress> left = untold.get(key);
        return left == null ? List.copyOf(mail.getRecipients()) : left;
    }

    /** If {@link #lookAtAge} may have something to do. */
    boolean isDue(Waiting message) {
        return ages.isTooOld(message) || ages.isToBeWarnedOf(message);
    }

    /**
     * Gives a message back if it is too old, warns its sender if it is old; otherwise says since when it waits. Never
     * throws: what fails stays.
     */
    Optional<Waiting> lookAtAge(Waiting message, String why) {
        try {
            Optional<Mail> mail = isDue(message) ? mails.read(message.key()) : Optional.empty();
            if (mail.isEmpty()) {
                return isDue(message) ? Optional.empty() : Optional.of(message);
            }
            try {
                return lookAtAge(KeptMail.read(message, mail.get()), mail.get(), why);
            } finally {
                LifecycleUtil.dispose(mail.get());
            }
        } catch (MessagingException | RuntimeException fault) {
            events.on(Kind.FAULT, destination, message.name(), fault.toString());
            return Optional.of(message);
        }
    }

    private Optional<Waiting> lookAtAge(Waiting message, Mail mail, String why) throws MessagingException {
        if (!isDue(message)) {
            return Optional.of(message);
        }
        List<MailAddress> recipients = recipients(message.key(), mail);
        List<Outcome> outcomes = recipients.stream()
                .<Outcome>map(recipient -> new Outcome.Later(why))
                .toList();
        return settle(message, mail, recipients, outcomes, true);
    }

    /** Gives a message back to its sender for all who still wait for it. Never throws: what fails stays. */
    Optional<Waiting> giveBack(Waiting message, SmtpReply reply) {
        try {
            Optional<Mail> mail = mails.read(message.key());
            if (mail.isEmpty()) {
                return gone(message);
            }
            try {
                return giveBack(KeptMail.read(message, mail.get()), mail.get(), reply);
            } finally {
                LifecycleUtil.dispose(mail.get());
            }
        } catch (MessagingException | RuntimeException fault) {
            events.on(Kind.FAULT, destination, message.name(), fault.toString());
            return Optional.of(message);
        }
    }

    private Optional<Waiting> giveBack(Waiting message, Mail mail, SmtpReply reply) throws MessagingException {
        List<MailAddress> recipients = recipients(message.key(), mail);
        List<MailAddress> stay = recipients.isEmpty() ? List.of() : givingBack.refused(mail, Map.of(reply, recipients));
        recipients.stream()
                .filter(recipient -> !stay.contains(recipient))
                .forEach(recipient -> report(Kind.GIVEN_BACK, mail, recipient, reply.toString()));
        forget(message, mail, stay, false);
        return stay.isEmpty() ? Optional.empty() : Optional.of(message);
    }

    private void report(Kind kind, Mail mail, MailAddress recipient, String detail) {
        events.on(kind, destination, mail.getName(), "<" + recipient.asString() + "> " + detail);
    }

    private Optional<Waiting> settle(
            Waiting message, Mail mail, List<MailAddress> recipients, List<Outcome> outcomes, boolean primaryTells)
            throws MessagingException {
        Verdicts verdicts = new Verdicts(mail, ages.isTooOld(message));
        for (int i = 0; i < recipients.size(); i++) {
            outcomes.get(i).match(verdicts.about(recipients.get(i)));
        }
        if (!primaryTells) {
            givingBack.relayed(mail, verdicts.delivered);
        }
        verdicts.later.addAll(givingBack.refused(mail, verdicts.never));
        Waiting left = verdicts.warn(message);
        forget(left, mail, verdicts.later, left.warned() != message.warned());
        return verdicts.later.isEmpty() ? Optional.empty() : Optional.of(left);
    }

    /** The outcomes of one message, sorted; each is reported as it is sorted. */
    private final class Verdicts {
        private final Mail mail;
        private final boolean tooOld;
        private final List<MailAddress> delivered = new ArrayList<>();
        private final List<MailAddress> later = new ArrayList<>();
        private final Map<SmtpReply, List<MailAddress>> never = new LinkedHashMap<>();
        private String lastReason = "";

        Verdicts(Mail mail, boolean tooOld) {
            this.mail = mail;
            this.tooOld = tooOld;
        }

        Outcome.Cases<Kind> about(MailAddress recipient) {
            return new Outcome.Cases<>() {
                @Override
                public Kind delivered(SmtpReply reply) {
                    delivered.add(recipient);
                    return report(Kind.DELIVERED, recipient, reply.toString());
                }

                @Override
                public Kind later(String why) {
                    lastReason = why;
                    if (!tooOld) {
                        later.add(recipient);
                        return report(Kind.DEFERRED, recipient, why);
                    }
                    refuse(recipient, new SmtpReply(EXPIRED, "5.4.7 not taken within " + words(ages.longest(), why)));
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
            Settlement.this.report(kind, mail, recipient, detail);
            return kind;
        }

        /** Once for each message, and only while somebody still waits for it. */
        Waiting warn(Waiting message) {
            if (later.isEmpty() || !ages.isToBeWarnedOf(message)) {
                return message;
            }
            String text = "4.4.7 not taken yet within " + words(ages.warning().orElseThrow(), lastReason);
            return givingBack.delayed(mail, later, new SmtpReply(DELAYED, text)) ? message.senderWarned() : message;
        }
    }

    private static String words(Duration age, String why) {
        return DurationForm.write(age) + ", last: " + why;
    }

    /** What the repository could not be told this time is told the next time, before anybody is served twice. */
    private void forget(Waiting message, Mail mail, List<MailAddress> later, boolean newlyWarned)
            throws MessagingException {
        MailKey key = message.key();
        untold.put(key, List.copyOf(later));
        if (later.isEmpty()) {
            mails.remove(key);
        } else if (newlyWarned || later.size() < mail.getRecipients().size()) {
            mails.replace(mail, later, message.warned());
        }
        untold.remove(key);
    }
}
