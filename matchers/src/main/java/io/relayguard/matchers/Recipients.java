package io.relayguard.matchers;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.relay.LocalDomains.Unavailable;
import io.relayguard.guard.Addresses;
import io.relayguard.james.MessagingFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/** Those recipients of a mail of which something holds. */
final class Recipients {
    private Recipients() {}

    /** A question about one recipient that a backend may leave unanswered. */
    @FunctionalInterface
    interface Question {
        boolean holds(Recipient recipient) throws Unavailable;
    }

    /**
     * The recipients of which it holds.
     *
     * <p>Fails with James's MessagingException if a backend does not answer: James then keeps the mail in its error
     * repository.
     */
    static Collection<MailAddress> of(Mail mail, Question question) {
        List<MailAddress> matched = new ArrayList<>();
        try {
            for (MailAddress address : mail.getRecipients()) {
                if (question.holds(Addresses.recipient(address))) {
                    matched.add(address);
                }
            }
        } catch (Unavailable silence) {
            throw MessagingFailure.of("cannot judge the recipients of " + mail.getName(), silence);
        }
        return matched;
    }
}
