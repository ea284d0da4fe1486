package io.relayguard.buffer.smtp;

import com.hubspot.smtp.client.Extension;
import com.hubspot.smtp.client.SmtpSession;
import com.hubspot.smtp.messages.MessageContent;
import com.hubspot.smtp.messages.MessageContentEncoding;
import io.netty.handler.codec.smtp.DefaultSmtpRequest;
import io.netty.handler.codec.smtp.SmtpCommand;
import io.netty.handler.codec.smtp.SmtpRequest;
import io.netty.handler.codec.smtp.SmtpRequests;
import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.primary.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One open SMTP session; MAIL, RCPT and DATA go out together where the primary takes that (RFC 2920). */
final class NioConversation implements Conversation {
    private static final Duration QUIT = Duration.ofSeconds(10);

    private final SmtpSession session;
    private final InetAddress address;
    private final Duration longestWait;
    private boolean usable = true;
    private boolean needsReset;

    /** A conversation whose greetings are exchanged; each answer may take so long. */
    NioConversation(SmtpSession session, InetAddress address, Duration longestWait) {
        this.session = session;
        this.address = address;
        this.longestWait = longestWait;
    }

    @Override
    public List<Outcome> send(OutgoingMessage message) throws ConversationBroken {
        try {
            Transaction transaction = transaction(message);
            usable &= transaction.closing().isEmpty() && transaction.isInStep() && !isOwedAMessage(transaction);
            needsReset = transaction.end().isEmpty();
            List<Outcome> outcomes = transaction.outcomes(message.recipients().size());
            if (transaction.closing().isPresent() && outcomes.stream().allMatch(Outcome.Later.class::isInstance)) {
                throw new ConversationBroken("the primary closes the connection: "
                        + transaction.closing().get());
            }
            return outcomes;
        } catch (ConversationBroken | RuntimeException broken) {
            usable = false;
            throw broken;
        }
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public boolean isUsable() {
        return usable && !session.getCloseFuture().isDone();
    }

    /** QUIT and gone: a primary that does not answer QUIT keeps nobody waiting. */
    @Override
    public void close() {
        if (isUsable()) {
            quit();
        } else {
            hangUp();
        }
    }

    private void quit() {
        try {
            var unused = session.send(SmtpRequests.quit())
                    .orTimeout(QUIT.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((reply, failure) -> hangUp());
        } catch (RuntimeException refusedByTheClient) {
            hangUp();
        }
    }

    private void hangUp() {
        var unused = session.close();
    }

    private Transaction transaction(OutgoingMessage message) throws ConversationBroken {
        Transaction envelope =
                session.getEhloResponse().isSupported(Extension.PIPELINING) ? pipelined(message) : oneByOne(message);
        if (!envelope.wantsMessage()) {
            return envelope;
        }
        return new Transaction(
                envelope.mail(), envelope.recipients(), envelope.data(), Optional.of(sendContent(message)));
    }

    private SmtpReply sendContent(OutgoingMessage message) throws ConversationBroken {
        try (WholeOrNothing content = new WholeOrNothing(message.content().open(), this::hangUp)) {
            SmtpReply end = sendContent(content);
            if (!content.isWhole()) {
                usable = false;
                hangUp();
            }
            return end;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the message", unreadable);
        }
    }

    /** Sent as it is, dots stuffed, whatever its octets: re-encoding would break signatures. */
    private SmtpReply sendContent(WholeOrNothing content) throws ConversationBroken, IOException {
        try {
            SmtpReply end = Answers.only(Answers.await(
                    session,
                    () -> session.send(MessageContent.of(() -> content, MessageContentEncoding.SEVEN_BIT)),
                    () -> longestWait.minus(content.quietFor()),
                    "the final dot"));
            if (end.isPositive() && !content.isWhole()) {
                throw new ConversationBroken("answered before the message was at its end: " + end);
            }
            return end;
        } catch (ConversationBroken broken) {
            hangUp();
            Optional<Throwable> unreadable = content.failure();
            if (unreadable.isPresent()) {
                throw new IOException(unreadable.get());
            }
            throw broken;
        }
    }

    /** All recipients were refused and yet DATA was answered by 354: nothing good can follow on this connection. */
    private static boolean isOwedAMessage(Transaction transaction) {
        return transaction.end().isEmpty()
                && transaction.data().map(SmtpReply::asksForMessage).orElse(false);
    }

    private Transaction pipelined(OutgoingMessage message) throws ConversationBroken {
        List<SmtpRequest> requests = new ArrayList<>();
        if (needsReset) {
            requests.add(SmtpRequests.rset());
        }
        int first = requests.size();
        requests.add(mail(message.reversePath()));
        message.recipients().forEach(recipient -> requests.add(rcpt(recipient)));
        requests.add(SmtpRequests.data());
        List<SmtpReply> replies = Answers.all(Answers.await(
                session,
                () -> session.sendPipelined(requests.toArray(SmtpRequest[]::new)),
                Answers.Patience.of(longestWait),
                "MAIL, RCPT, DATA"));
        int last = replies.size() - 1;
        return new Transaction(
                replies.get(first), replies.subList(first + 1, last), Optional.of(replies.get(last)), Optional.empty());
    }

    private Transaction oneByOne(OutgoingMessage message) throws ConversationBroken {
        if (needsReset) {
            ask(SmtpRequests.rset());
        }
        SmtpReply mail = ask(mail(message.reversePath()));
        List<SmtpReply> recipients = new ArrayList<>();
        if (mail.isPositive()) {
            for (String recipient : message.recipients()) {
                recipients.add(ask(rcpt(recipient)));
            }
        }
        Optional<SmtpReply> data = recipients.stream().anyMatch(SmtpReply::isPositive)
                ? Optional.of(ask(SmtpRequests.data()))
                : Optional.empty();
        return new Transaction(mail, recipients, data, Optional.empty());
    }

    private SmtpReply ask(SmtpRequest request) throws ConversationBroken {
        return Answers.only(Answers.await(
                session,
                () -> session.send(request),
                Answers.Patience.of(longestWait),
                request.command().name().toString()));
    }

    private SmtpRequest mail(ReversePath reversePath) {
        String from = "FROM:" + clean(reversePath.toString());
        return session.getEhloResponse().isSupported(Extension.EIGHT_BIT_MIME)
                ? new DefaultSmtpRequest(SmtpCommand.MAIL, from, "BODY=8BITMIME")
                : new DefaultSmtpRequest(SmtpCommand.MAIL, from);
    }

    private static SmtpRequest rcpt(String recipient) {
        return new DefaultSmtpRequest(SmtpCommand.RCPT, "TO:<" + clean(recipient) + ">");
    }

    /** No address ends a command line early. */
    private static String clean(String address) {
        if (address.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "an address with a control character cannot be sent: " + address.replaceAll("\\p{Cntrl}", "?"));
        }
        return address;
    }
}
