package io.relayguard.guard;

import io.relayguard.buffer.Returns;
import io.relayguard.core.primary.SmtpReply;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;

/**
 * Gives mail back through James's bounce processor, with the attributes that RemoteDelivery sets there
 * (org.apache.james.transport.mailets.remote.delivery.Bouncer), so that DSNBounce quotes the primary's words. A mail that only waits
 * goes there too, as a temporary error: IsRemoteDeliveryTemporaryError matches it. That a mail was relayed is told by a
 * processor of its own, since a DSNBounce knows one action only.
 */
record Returning(MailetContext context, String bounceProcessor, Optional<String> relayedProcessor) implements Returns {
    private static final AttributeName ERROR = AttributeName.of("delivery-error");
    private static final AttributeName ERROR_CODE = AttributeName.of("delivery-error-code");
    private static final AttributeName IS_PERMANENT = AttributeName.of("is-delivery-permanent-error");

    @Override
    public void toSender(Mail mail, SmtpReply reply) throws MessagingException {
        mail.setAttribute(new Attribute(ERROR, AttributeValue.of(reply.toString())));
        mail.setAttribute(new Attribute(ERROR_CODE, AttributeValue.of(reply.code())));
        mail.setAttribute(new Attribute(IS_PERMANENT, AttributeValue.of(reply.isPermanent())));
        context.sendMail(mail, bounceProcessor);
    }

    /** Without those attributes: DSNBounce would write them where the status of a mail stands that has arrived. */
    @Override
    public boolean tellRelayed(Mail mail) throws MessagingException {
        if (relayedProcessor.isPresent()) {
            context.sendMail(mail, relayedProcessor.get());
        }
        return relayedProcessor.isPresent();
    }
}
