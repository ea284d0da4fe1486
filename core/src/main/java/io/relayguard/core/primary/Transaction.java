package io.relayguard.core.primary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One mail transaction's replies, and what they mean for each recipient: temporary unless the primary proves it
 * permanent.
 *
 * @param mail the reply to MAIL
 * @param recipients the replies to RCPT, one for each recipient, in order; empty if MAIL was refused and RCPT not sent
 * @param data the reply to DATA; empty if it was not sent
 * @param end the reply to the final dot; empty if the message was not sent
 */
public record Transaction(
        SmtpReply mail, List<SmtpReply> recipients, Optional<SmtpReply> data, Optional<SmtpReply> end) {
    /** RFC 5321 section 4.5.3.1.10: in reply to RCPT, 552 says "too many", and is to be read as 452. */
    private static final int TOO_MANY_RECIPIENTS = 552;

    public Transaction {
        recipients = List.copyOf(recipients);
    }

    /** If the message itself may be sent: DATA was answered by 354, and at least one recipient was accepted. */
    public boolean wantsMessage() {
        return mail.isPositive() && data.isPresent() && data.get().asksForMessage() && isAnyAccepted();
    }

    private boolean isAnyAccepted() {
        for (SmtpReply recipient : recipients) {
            if (recipient.isPositive()) {
                return true;
            }
        }
        return false;
    }

    /** The first reply in which the primary said that it is closing the connection, if it did. */
    public Optional<SmtpReply> closing() {
        if (mail.isClosing()) {
            return Optional.of(mail);
        }
        for (SmtpReply recipient : recipients) {
            if (recipient.isClosing()) {
                return Optional.of(recipient);
            }
        }
        return data.filter(SmtpReply::isClosing).or(() -> end.filter(SmtpReply::isClosing));
    }

    /**
     * If each reply is one that its command can have (RFC 5321 section 4.3.2). One that is not may belong to another
     * command, and so may all that follow: on such a connection nothing more can be trusted.
     */
    public boolean isInStep() {
        for (SmtpReply recipient : recipients) {
            if (!isDecided(recipient)) {
                return false;
            }
        }
        return isDecided(mail)
                && (data.isEmpty() || data.get().asksForMessage() || data.get().isNegative())
                && (end.isEmpty() || isDecided(end.get()));
    }

    private static boolean isDecided(SmtpReply reply) {
        return reply.isPositive() || reply.isNegative();
    }

    /**
     * What the replies mean for so many recipients, in the order in which RCPT named them.
     *
     * <p>Where one reply is out of step, a refusal beside it may be meant for another recipient: it is not believed.
     */
    public List<Outcome> outcomes(int count) {
        boolean believed = isInStep();
        List<Outcome> outcomes = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            outcomes.add(believed ? outcome(index) : unlessNever(outcome(index)));
        }
        return List.copyOf(outcomes);
    }

    private static Outcome unlessNever(Outcome outcome) {
        return outcome instanceof Outcome.Never never
                ? new Outcome.Later("replies out of step, among them: " + never.reply())
                : outcome;
    }

    private Outcome outcome(int index) {
        if (!mail.isPositive()) {
            return refusal(mail, "MAIL");
        }
        if (index >= recipients.size()) {
            return new Outcome.Later("no reply to RCPT");
        }
        SmtpReply recipient = recipients.get(index);
        if (!recipient.isPositive()) {
            return recipient.code() == TOO_MANY_RECIPIENTS
                    ? new Outcome.Later(recipient.toString())
                    : refusal(recipient, "RCPT");
        }
        return data.map(this::afterData).orElseGet(() -> new Outcome.Later("no reply to DATA"));
    }

    private Outcome afterData(SmtpReply reply) {
        if (!reply.asksForMessage()) {
            return refusal(reply, "DATA");
        }
        return end.map(Transaction::afterEnd).orElseGet(() -> new Outcome.Later("no reply to the final dot"));
    }

    private static Outcome afterEnd(SmtpReply reply) {
        return reply.isPositive() ? new Outcome.Delivered(reply) : refusal(reply, "the final dot");
    }

    private static Outcome refusal(SmtpReply reply, String to) {
        if (reply.isPermanent()) {
            return new Outcome.Never(reply);
        }
        return new Outcome.Later(reply.isNegative() ? reply.toString() : "no answer to " + to + ": " + reply);
    }
}
