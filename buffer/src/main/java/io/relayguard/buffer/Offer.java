package io.relayguard.buffer;

import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.mailet.Mail;

/**
 * A message that has been read, for the primary.
 *
 * @param recipients those who have yet to be served
 * @param outgoing what the primary is offered; empty if nobody is left to be served
 */
record Offer(Waiting message, Mail mail, List<MailAddress> recipients, Optional<OutgoingMessage> outgoing)
        implements AutoCloseable {
    static Offer of(Waiting message, Mail mail, List<MailAddress> recipients) {
        return new Offer(
                message,
                mail,
                recipients,
                recipients.isEmpty() ? Optional.empty() : Optional.of(KeptMail.outgoing(mail, recipients)));
    }

    @Override
    public void close() {
        LifecycleUtil.dispose(mail);
    }
}
