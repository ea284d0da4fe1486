package io.relayguard.buffer.smtp;

import com.google.common.collect.Lists;
import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.core.primary.Extensions;
import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.primary.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One open SMTP session. */
final class NioConversation implements Conversation {
    /** No primary may take fewer in one transaction (RFC 5321 section 4.5.3.1.8). */
    static final int RECIPIENTS = 100;

    private final Peer peer;
    private final InetAddress address;
    private final Extensions extensions;
    private final Preflight preflight;
    private final Transactions transactions;
    private final Advance advance;
    private boolean usable = true;
    private boolean needsReset;

    /** A conversation whose greetings are exchanged. */
    NioConversation(Peer peer, InetAddress address, Extensions extensions, Advance advance) {
        this.peer = peer;
        this.address = address;
        this.extensions = extensions;
        this.advance = advance;
        this.preflight = new Preflight(extensions);
        this.transactions = new Transactions(peer, extensions, () -> advance.failed(address));
    }

    @Override
    public List<Outcome> send(OutgoingMessage message) throws ConversationBroken {
        return send(message, Optional.empty());
    }

    @Override
    public List<Outcome> send(OutgoingMessage message, Optional<OutgoingMessage> next) throws ConversationBroken {
        try {
            Optional<OutgoingMessage> ahead = transactions.ahead();
            if (ahead.isPresent() && !ahead.get().equals(message)) {
                throw new IllegalStateException("another message was to be next");
            }
            Optional<OutgoingMessage> after = next.filter(this::mayGoAhead);
            return ahead.isPresent() ? sendPart(message, after) : sendChecked(message, after);
        } catch (IOException unreadable) {
            usable = false;
            throw new UncheckedIOException("cannot read the message", unreadable);
        } catch (ConversationBroken | RuntimeException broken) {
            usable = false;
            throw broken;
        }
    }

    private List<Outcome> sendChecked(OutgoingMessage message, Optional<OutgoingMessage> next)
            throws ConversationBroken, IOException {
        Optional<Outcome> refusal = preflight.refusal(message);
        return refusal.isPresent()
                ? message.recipients().stream().map(each -> refusal.get()).toList()
                : isOnePart(message) ? sendPart(message, next) : sendToAll(message);
    }

    /** What its turn would find to be wrong with it is left to its turn. */
    private boolean mayGoAhead(OutgoingMessage next) {
        try {
            return advance.isUseful(extensions, address)
                    && isOnePart(next)
                    && preflight.refusal(next).isEmpty();
        } catch (IOException | RuntimeException seenInItsTurn) {
            return false;
        }
    }

    private boolean isOnePart(OutgoingMessage message) {
        return message.recipients().size() <= RECIPIENTS && !preflight.refusesAny(message.recipients());
    }

    private List<Outcome> sendToAll(OutgoingMessage message) throws ConversationBroken, IOException {
        List<String> possible = message.recipients().stream()
                .filter(recipient -> preflight.refusal(recipient).isEmpty())
                .toList();
        Iterator<Outcome> sent = sendInParts(message, possible).iterator();
        return message.recipients().stream()
                .map(recipient -> preflight.refusal(recipient).orElseGet(sent::next))
                .toList();
    }

    private List<Outcome> sendInParts(OutgoingMessage message, List<String> recipients)
            throws ConversationBroken, IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (List<String> part : Lists.partition(recipients, RECIPIENTS)) {
            outcomes.addAll(
                    outcomes.isEmpty()
                            ? sendPart(message.to(part), Optional.empty())
                            : sendFurtherPart(message.to(part)));
        }
        return outcomes;
    }

    private List<Outcome> sendPart(OutgoingMessage part, Optional<OutgoingMessage> next)
            throws ConversationBroken, IOException {
        Transaction transaction = transactions.begin(part, needsReset, next);
        usable &= transaction.closing().isEmpty() && transaction.isInStep() && !isOwedAMessage(transaction);
        needsReset = transaction.end().isEmpty();
        List<Outcome> outcomes = transaction.outcomes(part.recipients().size());
        if (transaction.closing().isPresent() && outcomes.stream().allMatch(Outcome.Later.class::isInstance)) {
            throw new ConversationBroken("the primary closes the connection: "
                    + transaction.closing().get());
        }
        return outcomes;
    }

    /** What became of the parts before it stands, whatever happens: those recipients must not be served twice. */
    private List<Outcome> sendFurtherPart(OutgoingMessage part) {
        if (!isUsable()) {
            return later(part, "the conversation ended before the turn of this recipient");
        }
        try {
            return sendPart(part, Optional.empty());
        } catch (ConversationBroken broken) {
            usable = false;
            return later(part, broken.why());
        } catch (IOException | RuntimeException fault) {
            usable = false;
            return later(part, "cannot send the message: " + fault);
        }
    }

    private static List<Outcome> later(OutgoingMessage part, String why) {
        return part.recipients().stream()
                .<Outcome>map(recipient -> new Outcome.Later(why))
                .toList();
    }

    /** All recipients were refused and yet DATA was answered by 354: nothing good can follow on this connection. */
    private static boolean isOwedAMessage(Transaction transaction) {
        return transaction.end().isEmpty()
                && transaction.data().map(SmtpReply::asksForMessage).orElse(false);
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public boolean speaksDsn() {
        return extensions.offers("DSN");
    }

    @Override
    public boolean isUsable() {
        return usable && peer.isOpen();
    }

    /** QUIT and gone: a primary that does not answer QUIT keeps nobody waiting. One that waits for a message would take it for a line. */
    @Override
    public void close() {
        if (isUsable() && transactions.ahead().isEmpty()) {
            peer.quit();
        } else {
            peer.hangUp();
        }
    }
}
