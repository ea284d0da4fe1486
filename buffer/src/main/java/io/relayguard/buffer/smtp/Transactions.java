package io.relayguard.buffer.smtp;

import io.netty.handler.codec.smtp.SmtpRequest;
import io.netty.handler.codec.smtp.SmtpRequests;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.core.primary.Extensions;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.primary.Transaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mail transactions with one primary; MAIL, RCPT and DATA go out together where it takes that (RFC 2920). */
final class Transactions {
    private final Peer peer;
    private final Extensions extensions;
    private final Commands commands;

    Transactions(Peer peer, Extensions extensions) {
        this.peer = peer;
        this.extensions = extensions;
        this.commands = new Commands(extensions);
    }

    /**
     * From MAIL to the end.
     *
     * @param reset if the transaction before was left without an end
     * @throws IOException if the message cannot be read; the connection is closed then, and no final dot was sent
     */
    Transaction begin(OutgoingMessage message, boolean reset) throws ConversationBroken, IOException {
        Transaction envelope = extensions.offers("PIPELINING") ? pipelined(message, reset) : oneByOne(message, reset);
        if (!envelope.wantsMessage()) {
            return envelope;
        }
        return new Transaction(
                envelope.mail(), envelope.recipients(), envelope.data(), Optional.of(sendContent(message)));
    }

    private Transaction pipelined(OutgoingMessage message, boolean reset) throws ConversationBroken, IOException {
        List<SmtpRequest> requests = new ArrayList<>();
        if (reset) {
            requests.add(SmtpRequests.rset());
        }
        int first = requests.size();
        requests.add(commands.mail(message));
        message.recipients().forEach(recipient -> requests.add(commands.rcpt(message, recipient)));
        requests.add(SmtpRequests.data());
        List<SmtpReply> replies = peer.askAll(requests);
        int last = replies.size() - 1;
        return new Transaction(
                replies.get(first), replies.subList(first + 1, last), Optional.of(replies.get(last)), Optional.empty());
    }

    private Transaction oneByOne(OutgoingMessage message, boolean reset) throws ConversationBroken, IOException {
        if (reset) {
            var unused = peer.ask(SmtpRequests.rset());
        }
        SmtpReply mail = peer.ask(commands.mail(message));
        List<SmtpReply> recipients = mail.isPositive() ? recipients(message) : List.of();
        boolean goesOn = recipients.stream().anyMatch(SmtpReply::isPositive)
                && recipients.stream().noneMatch(SmtpReply::isClosing);
        return new Transaction(
                mail,
                recipients,
                goesOn ? Optional.of(peer.ask(SmtpRequests.data())) : Optional.empty(),
                Optional.empty());
    }

    /** No further than to the word that the connection is being closed. */
    private List<SmtpReply> recipients(OutgoingMessage message) throws ConversationBroken {
        List<SmtpReply> replies = new ArrayList<>();
        for (String recipient : message.recipients()) {
            SmtpReply reply = peer.ask(commands.rcpt(message, recipient));
            replies.add(reply);
            if (reply.isClosing()) {
                break;
            }
        }
        return replies;
    }

    private SmtpReply sendContent(OutgoingMessage message) throws ConversationBroken, IOException {
        try (WholeOrNothing content = open(message)) {
            SmtpReply end = sendContent(content);
            if (!content.isWhole()) {
                peer.hangUp();
            }
            return end;
        }
    }

    private WholeOrNothing open(OutgoingMessage message) throws IOException {
        try {
            return new WholeOrNothing(message.content().open(), peer::hangUp);
        } catch (IOException unreadable) {
            peer.hangUp();
            throw unreadable;
        }
    }

    /** Sent as it is, dots stuffed, whatever its octets: re-encoding would break signatures. */
    private SmtpReply sendContent(WholeOrNothing content) throws ConversationBroken, IOException {
        try {
            SmtpReply end = peer.send(content);
            if (end.isPositive() && !content.isWhole()) {
                throw new ConversationBroken("answered before the message was at its end: " + end);
            }
            return end;
        } catch (ConversationBroken broken) {
            peer.hangUp();
            Optional<Throwable> unreadable = content.failure();
            if (unreadable.isPresent()) {
                throw new IOException(unreadable.get());
            }
            throw broken;
        }
    }
}
