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
    private final Runnable unanswered;
    private Optional<Ahead> ahead = Optional.empty();

    /** A message whose envelope was sent behind the one before it, and what was answered. */
    private record Ahead(OutgoingMessage message, Transaction envelope) {}

    /** @param unanswered told when the primary has left what went ahead without an answer */
    Transactions(Peer peer, Extensions extensions, Runnable unanswered) {
        this.peer = peer;
        this.extensions = extensions;
        this.commands = new Commands(extensions);
        this.unanswered = unanswered;
    }

    /**
     * From MAIL to the end, or from where it was left where its envelope went ahead.
     *
     * @param reset if the transaction before was left without an end
     * @param next the message whose envelope is to go ahead with this one's end
     * @throws IOException if the message cannot be read; the connection is closed then, and no final dot was sent
     */
    Transaction begin(OutgoingMessage message, boolean reset, Optional<OutgoingMessage> next)
            throws ConversationBroken, IOException {
        Transaction envelope = envelope(message, reset);
        if (!envelope.wantsMessage()) {
            return envelope;
        }
        SmtpReply end = sendContent(message, next);
        return new Transaction(envelope.mail(), envelope.recipients(), envelope.data(), Optional.of(end));
    }

    /** The message whose envelope went ahead, and which alone can be sent now. */
    Optional<OutgoingMessage> ahead() {
        return ahead.map(Ahead::message);
    }

    private Transaction envelope(OutgoingMessage message, boolean reset) throws ConversationBroken, IOException {
        if (ahead.isPresent()) {
            Transaction envelope = ahead.get().envelope();
            ahead = Optional.empty();
            return envelope;
        }
        return extensions.offers("PIPELINING") ? pipelined(message, reset) : oneByOne(message, reset);
    }

    private Transaction pipelined(OutgoingMessage message, boolean reset) throws ConversationBroken, IOException {
        List<SmtpRequest> requests = new ArrayList<>();
        if (reset) {
            requests.add(SmtpRequests.rset());
        }
        int first = requests.size();
        addEnvelope(message, requests);
        List<SmtpReply> replies = peer.askAll(requests);
        return envelope(replies.subList(first, replies.size()));
    }

    private void addEnvelope(OutgoingMessage message, List<SmtpRequest> requests) throws IOException {
        requests.add(commands.mail(message));
        message.recipients().forEach(recipient -> requests.add(commands.rcpt(message, recipient)));
        requests.add(SmtpRequests.data());
    }

    private static Transaction envelope(List<SmtpReply> replies) {
        int last = replies.size() - 1;
        return new Transaction(
                replies.get(0), replies.subList(1, last), Optional.of(replies.get(last)), Optional.empty());
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

    private SmtpReply sendContent(OutgoingMessage message, Optional<OutgoingMessage> next)
            throws ConversationBroken, IOException {
        List<SmtpRequest> requests = envelopeAhead(next);
        try (Body content = open(message)) {
            return requests.isEmpty()
                    ? sendContent(content, () -> peer.send(content))
                    : sendContent(content, () -> sendWithAhead(content, next.orElseThrow(), requests));
        }
    }

    /** One that cannot be written is not this message's fault: it is left to its turn. */
    private List<SmtpRequest> envelopeAhead(Optional<OutgoingMessage> next) {
        List<SmtpRequest> requests = new ArrayList<>();
        try {
            if (next.isPresent()) {
                addEnvelope(next.get(), requests);
            }
            return requests;
        } catch (IOException | RuntimeException seenInItsTurn) {
            return List.of();
        }
    }

    private SmtpReply sendWithAhead(Body content, OutgoingMessage next, List<SmtpRequest> requests)
            throws ConversationBroken {
        Peer.Sent sent = peer.send(content, requests);
        ahead = sent.ahead().map(replies -> new Ahead(next, envelope(replies)));
        if (sent.silent()) {
            unanswered.run();
        }
        return sent.end();
    }

    private Body open(OutgoingMessage message) throws IOException {
        try {
            return Body.of(message.content(), peer::hangUp);
        } catch (IOException | RuntimeException | Error unreadable) {
            peer.hangUp();
            throw new IOException(unreadable);
        }
    }

    /** Sends the message, and says what was answered to its final dot. */
    private interface Sending {
        SmtpReply send() throws ConversationBroken;
    }

    /** Sent as it is, whatever its octets: re-encoding would break signatures. */
    private SmtpReply sendContent(Body content, Sending sending) throws ConversationBroken, IOException {
        try {
            SmtpReply end = sending.send();
            if (end.isPositive() && !content.isWhole()) {
                throw new ConversationBroken("answered before the message was at its end: " + end);
            }
            if (!content.isWhole()) {
                peer.hangUp();
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
