package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;

/**
 * Tells a mail's sender what has become of it: who was refused, that it still waits, or who has it. Nobody is told about a notification
 * (RFC 5321 section 4.5.5, RFC 3464 section 2): that is put aside for the administrator. Who asked not to be told (NOTIFY, RFC
 * 3461 section 4.1) is not.
 */
final class GivingBack {
    private static final String REPORT = "multipart/report";

    private final DomainName destination;
    private final KeptMail mails;
    private final Returns returns;
    private final BufferEvents events;

    GivingBack(DomainName destination, KeptMail mails, Returns returns, BufferEvents events) {
        this.destination = destination;
        this.mails = mails;
        this.returns = returns;
        this.events = events;
    }

    /** Tells the sender of each refusal; the recipients of whom that failed are returned. */
    List<MailAddress> refused(Mail mail, Map<SmtpReply, List<MailAddress>> never) {
        List<MailAddress> stay = new ArrayList<>();
        never.forEach((reply, recipients) -> {
            try {
                refused(mail, recipients, reply);
            } catch (MessagingException | RuntimeException fault) {
                events.on(Kind.FAULT, destination, mail.getName(), "cannot give back: " + fault);
                stay.addAll(recipients);
            }
        });
        return stay;
    }

    private void refused(Mail mail, List<MailAddress> recipients, SmtpReply reply) throws MessagingException {
        if (isNotification(mail)) {
            withOnly(recipients, mail, mails::putAside);
            events.on(Kind.UNDELIVERABLE, destination, mail.getName(), "a notification, kept for you: " + reply);
            return;
        }
        List<MailAddress> told = whoWants(Notify.FAILURE, mail, recipients);
        if (!told.isEmpty()) {
            withOnly(told, mail, part -> returns.toSender(part, reply));
        }
    }

    /** Tells the sender, if he is to be told, that the mail still waits for these; if that failed, false. */
    boolean delayed(Mail mail, List<MailAddress> recipients, SmtpReply reply) {
        try {
            List<MailAddress> told = isNotification(mail) ? List.of() : whoWants(Notify.DELAY, mail, recipients);
            if (!told.isEmpty()) {
                withOnly(told, mail, part -> returns.toSender(part, reply));
                events.on(Kind.DELAYED, destination, mail.getName(), reply.toString());
            }
            return true;
        } catch (MessagingException | RuntimeException fault) {
            events.on(Kind.FAULT, destination, mail.getName(), "cannot warn of the delay: " + fault);
            return false;
        }
    }

    /**
     * Tells the sender who asked for it that the mail is where nobody else will tell him of it (RFC 3461 section 5.2.2). It is
     * tried once: the mail has arrived, and is not kept for the sake of a notice.
     */
    void relayed(Mail mail, List<MailAddress> recipients) {
        try {
            List<MailAddress> told = whoWants(Notify.SUCCESS, mail, recipients);
            if (!told.isEmpty() && !isNotification(mail)) {
                withOnly(told, mail, this::tellRelayed);
            }
        } catch (MessagingException | RuntimeException fault) {
            events.on(Kind.FAULT, destination, mail.getName(), "cannot tell that it was relayed: " + fault);
        }
    }

    private void tellRelayed(Mail part) throws MessagingException {
        String recipients =
                part.getRecipients().stream().map(MailAddress::asString).collect(Collectors.joining(">, <", "<", ">"));
        if (returns.tellRelayed(part)) {
            events.on(Kind.RELAYED, destination, part.getName(), recipients);
        }
    }

    /** What is done with a copy of a mail. */
    private interface Handing {
        void hand(Mail part) throws MessagingException;
    }

    private static void withOnly(List<MailAddress> recipients, Mail mail, Handing handing) throws MessagingException {
        MailImpl part = MailImpl.duplicate(mail);
        try {
            part.setRecipients(recipients);
            handing.hand(part);
        } finally {
            LifecycleUtil.dispose(part);
        }
    }

    /** No sender, or a report by its type: not every server sends its reports with the null reverse-path. */
    private static boolean isNotification(Mail mail) throws MessagingException {
        String type = Optional.ofNullable(mail.getMessage().getContentType()).orElse("");
        return !mail.hasSender() || type.strip().toLowerCase(Locale.ROOT).startsWith(REPORT);
    }

    /** Who says nothing is told of failures and delays (RFC 3461 section 4.1). */
    private static List<MailAddress> whoWants(Notify what, Mail mail, List<MailAddress> recipients) {
        Optional<DsnParameters> asked = NotificationWishes.kept(mail);
        if (asked.isEmpty()) {
            return what == Notify.SUCCESS ? List.of() : recipients;
        }
        return recipients.stream()
                .filter(recipient -> Optional.ofNullable(
                                asked.get().getRcptParameters().get(recipient))
                        .flatMap(RecipientDsnParameters::getNotifyParameter)
                        .map(wanted -> wanted.contains(what))
                        .orElse(what != Notify.SUCCESS))
                .toList();
    }
}
