package io.relayguard.buffer.smtp;

import com.google.common.collect.Comparators;
import com.hubspot.smtp.client.SmtpClientResponse;
import com.hubspot.smtp.client.SmtpSession;
import io.netty.handler.codec.smtp.DefaultSmtpRequest;
import io.netty.handler.codec.smtp.SmtpRequest;
import io.netty.handler.codec.smtp.SmtpRequests;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.core.primary.SmtpReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** One connection to a primary: what is asked, how long each answer may take, and which one did not come. */
final class Peer {
    private static final String CLOSING = "421";
    private static final int READY = 220;

    private final SmtpSession session;
    private final Replies replies;
    private final TlsUpgrade tls;
    private final Timeouts timeouts;
    private volatile boolean hungUp;

    /** So many replies are asked for, the greeting among them. */
    private int expected = 1;

    Peer(SmtpSession session, Replies replies, TlsUpgrade tls, Timeouts timeouts) {
        this.session = session;
        this.replies = replies;
        this.tls = tls;
        this.timeouts = timeouts;
    }

    /** One command; the response has its lines. */
    SmtpClientResponse response(SmtpRequest request) throws ConversationBroken {
        return await(List.of(request), () -> session.send(request));
    }

    SmtpReply ask(SmtpRequest request) throws ConversationBroken {
        return Answers.only(response(request));
    }

    /** All in one go (RFC 2920); a reply for each. */
    List<SmtpReply> askAll(List<SmtpRequest> requests) throws ConversationBroken {
        return Answers.all(await(requests, () -> session.sendPipelined(requests.toArray(SmtpRequest[]::new))));
    }

    private SmtpClientResponse await(
            List<SmtpRequest> requests, Supplier<CompletableFuture<SmtpClientResponse>> sending)
            throws ConversationBroken {
        expect(requests.size());
        Progress progress = new Progress(requests, replies.count(), System.nanoTime());
        try {
            return Answers.await(session, replies.loop(), sending, progress::left, progress::awaited);
        } catch (ConversationBroken broken) {
            throw progress.isClosing() ? closing(broken) : broken;
        }
    }

    /** What comes unasked would be taken for the answer to what is asked next. */
    private void expect(int more) throws ConversationBroken {
        if (replies.count() > expected) {
            String unasked = Answers.clean(replies.last());
            throw new ConversationBroken(
                    unasked.startsWith(CLOSING)
                            ? "the primary closes the connection: " + unasked
                            : "an answer to nothing: " + unasked);
        }
        expected += more;
    }

    private ConversationBroken closing(ConversationBroken broken) {
        return new ConversationBroken("the primary closes the connection: " + Answers.clean(replies.last()), broken);
    }

    /** How far the answers to some commands have come. */
    private final class Progress {
        private final List<SmtpRequest> requests;
        private final int before;
        private final long start;

        Progress(List<SmtpRequest> requests, int before, long start) {
            this.requests = requests;
            this.before = before;
            this.start = start;
        }

        /** If all that was asked before these has been answered. */
        boolean hasBegun() {
            return answered() >= 0;
        }

        int answered() {
            return replies.count() - before;
        }

        private SmtpRequest next() {
            return requests.get(Math.min(answered(), requests.size() - 1));
        }

        /** Each command has its own time, from the moment when the one before it was answered. */
        Duration left() {
            return timeouts.of(next()).minusNanos(quiet());
        }

        Duration leftAhead(boolean isHopeless) {
            return isHopeless
                    ? Duration.ZERO
                    : Comparators.min(left(), timeouts.ahead().minusNanos(quiet()));
        }

        private long quiet() {
            long lastAt = replies.lastAt();
            return System.nanoTime() - (lastAt - start > 0 ? lastAt : start);
        }

        String awaited() {
            SmtpRequest next = next();
            String name = next.command().name().toString();
            return requests.size() > 1 && !next.parameters().isEmpty()
                    ? name + " " + next.parameters().get(0)
                    : name;
        }

        boolean isClosing() {
            return answered() > 0 && replies.last().startsWith(CLOSING);
        }
    }

    /** The message and its final dot. */
    SmtpReply send(Body message) throws ConversationBroken {
        expect(1);
        return Answers.only(Answers.await(
                session,
                replies.loop(),
                () -> session.send(message.content()),
                () -> left(message),
                () -> awaited(message)));
    }

    private Duration left(Body message) {
        return (message.isWhole() ? timeouts.end() : timeouts.block()).minus(message.quietFor());
    }

    private static String awaited(Body message) {
        return message.isWhole() ? "the final dot" : "the message";
    }

    /**
     * What was answered to a final dot and to the commands behind it.
     *
     * @param ahead a reply to each of the commands; empty if the connection ended before all were there
     * @param silent if the primary said nothing to the commands for too long
     */
    record Sent(SmtpReply end, Optional<List<SmtpReply>> ahead, boolean silent) {}

    /**
     * The message and its final dot, and behind it the commands of the next transaction (RFC 2920 section 3.1). What was
     * answered to the final dot counts, whatever becomes of the rest.
     */
    Sent send(Body message, List<SmtpRequest> next) throws ConversationBroken {
        expect(1 + next.size());
        replies.mark(message::isWhole);
        Progress progress = new Progress(next, replies.count() + 1, System.nanoTime());
        try {
            List<SmtpReply> answers = Answers.all(Answers.await(
                    session,
                    replies.loop(),
                    () -> session.sendPipelined(message.content(), next.toArray(SmtpRequest[]::new)),
                    () -> progress.hasBegun() ? progress.leftAhead(replies.isEarly()) : left(message),
                    () -> progress.hasBegun() ? progress.awaited() : awaited(message)));
            return sent(answers.get(0), answers.subList(1, answers.size()));
        } catch (ConversationBroken broken) {
            return sent(progress, broken);
        }
    }

    /** A primary that takes its leave there has said nothing of the next message. */
    private Sent sent(SmtpReply end, List<SmtpReply> ahead) throws ConversationBroken {
        if (replies.isEarly() || ahead.stream().anyMatch(SmtpReply::isClosing)) {
            return last(end, false);
        }
        return new Sent(end, Optional.of(ahead), false);
    }

    /** Nothing can follow: what came behind an answer that came too early may belong to anything. */
    private Sent last(SmtpReply end, boolean silent) throws ConversationBroken {
        hangUp();
        if (replies.isEarly() && end.isPositive()) {
            throw new ConversationBroken("answered before the message was at its end: " + end);
        }
        return new Sent(end, Optional.empty(), silent);
    }

    private Sent sent(Progress progress, ConversationBroken broken) throws ConversationBroken {
        boolean silent = progress.answered() == 0 && isOpen() && !replies.isEarly();
        return last(Answers.parse(replies.marked()).orElseThrow(() -> broken), silent);
    }

    /**
     * From here on over TLS; nothing that was said before counts any more.
     *
     * @return false if the primary refuses: the connection is as it was
     */
    boolean startTls(SSLEngine engine) throws TlsFailed {
        try {
            expect(1);
            tls.expect(engine);
            SmtpReply reply = Answers.only(Answers.await(
                    session,
                    replies.loop(),
                    () -> session.send(new DefaultSmtpRequest("STARTTLS")),
                    Answers.Patience.of(timeouts.tls()),
                    () -> "STARTTLS"));
            if (reply.code() != READY) {
                return false;
            }
            Answers.await(tls.done(), session.getCloseFuture(), Answers.Patience.of(timeouts.tls()), () -> "TLS");
            return true;
        } catch (ConversationBroken broken) {
            throw new TlsFailed(Answers.failure(tls.done()).orElse(broken.why()), broken);
        }
    }

    boolean isOpen() {
        return !hungUp
                && replies.count() <= expected
                && !session.getCloseFuture().isDone();
    }

    void quit() {
        try {
            var unused = CompletableFuture.completedFuture(SmtpRequests.quit())
                    .thenComposeAsync(quit -> Answers.unlessClosed(session, () -> session.send(quit)), replies.loop())
                    .orTimeout(timeouts.quit().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((reply, failure) -> hangUp());
        } catch (RuntimeException refusedByTheClient) {
            hangUp();
        }
    }

    void hangUp() {
        hungUp = true;
        var unused = session.close();
    }
}
