package io.relayguard.buffer;

import io.relayguard.core.primary.SmtpReply;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;

/** Port: gives a mail back to its sender. */
@FunctionalInterface
public interface Returns {
    /**
     * Hands over a mail whose recipients will not be served; once this returns, the mail is James's again.
     *
     * @param mail its recipients are those that failed; it has a sender
     * @param reply the primary's own words, or ours where time ran out
     */
    void toSender(Mail mail, SmtpReply reply) throws MessagingException;
}
