package io.relayguard.buffer;

import io.relayguard.core.primary.SmtpReply;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;

/** Port: gives a mail back to its sender, or tells him that it waits, or where it has gone. */
@FunctionalInterface
public interface Returns {
    /**
     * Hands over a mail whose recipients will not be served, or are not yet; once this returns, the mail is James's again.
     *
     * @param mail its recipients are those that failed; it has a sender
     * @param reply the primary's own words, or ours where time ran out; temporary where the mail only waits still
     */
    void toSender(Mail mail, SmtpReply reply) throws MessagingException;

    /**
     * Hands over a mail that a primary has taken which will not tell its sender so; once this returns, the mail is James's
     * again.
     *
     * @param mail its recipients are those whose sender asked to be told; it has a sender
     * @return false if nobody is told of that here
     */
    default boolean tellRelayed(Mail mail) throws MessagingException {
        return false;
    }
}
