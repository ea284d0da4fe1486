package io.relayguard.relaytest;

import io.relayguard.relaytest.smtp.Reply;
import java.util.Optional;

/**
 * What the server said to one form.
 *
 * @param reply to RCPT; or to the greeting or EHLO, where it went no further
 */
public record Evidence(Optional<Reply> mail, Reply reply) {
    /**
     * 2xx to RCPT is accepted, whatever MAIL was told. A form is refused only if nothing says "later": a RCPT that is
     * out of order (503) because MAIL was put off says nothing of the recipient.
     */
    public Outcome outcome() {
        if (reply.isPositive()) {
            return new Outcome.Accepted();
        }
        if (reply.isTemporary() || mail.filter(Reply::isTemporary).isPresent()) {
            return new Outcome.PutOff();
        }
        return reply.isPermanent()
                ? new Outcome.Refused()
                : new Outcome.NoAnswer("what it said is no answer to RCPT: " + reply);
    }
}
