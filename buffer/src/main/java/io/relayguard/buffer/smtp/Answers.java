package io.relayguard.buffer.smtp;

import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import com.google.common.collect.Comparators;
import com.hubspot.smtp.client.ChannelClosedException;
import com.hubspot.smtp.client.ResponseException;
import com.hubspot.smtp.client.SmtpClientResponse;
import com.hubspot.smtp.client.SmtpSession;
import io.netty.handler.codec.smtp.SmtpResponse;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.core.primary.SmtpReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Waiting for a primary's replies, and what NioSmtpClient makes of them in our own words. */
final class Answers {
    private static final int LONGEST_TEXT = 1000;

    /** How far the answers have come, and so how long to wait still, is looked at anew after this. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final CharMatcher CONTROLS =
            CharMatcher.inRange('\0', '\u001f').or(CharMatcher.is('\u007f'));
    private static final Joiner LINES = Joiner.on(' ').skipNulls();
    private static final Pattern LINE = Pattern.compile("([2-5][0-9]{2})[ -]?(.*)");

    private Answers() {}

    /** How long to wait still; not positive at the end of patience. */
    @FunctionalInterface
    interface Patience {
        Duration left();

        static Patience of(Duration longest) {
            long start = System.nanoTime();
            return () -> longest.minusNanos(System.nanoTime() - start);
        }
    }

    /**
     * Asks on the connection's own thread: all that belongs together goes out together, with one change of threads. Nothing is
     * asked once the connection is closed: its pipeline is gone, and Netty would warn of a failure that nobody has caught.
     */
    static SmtpClientResponse await(
            SmtpSession session,
            Executor loop,
            Supplier<CompletableFuture<SmtpClientResponse>> request,
            Patience patience,
            Supplier<String> to)
            throws ConversationBroken {
        try {
            CompletableFuture<SmtpClientResponse> response = CompletableFuture.completedFuture(request)
                    .thenComposeAsync(ask -> unlessClosed(session, ask), loop);
            return await(response, session.getCloseFuture(), patience, to);
        } catch (RejectedExecutionException shutDown) {
            throw new ConversationBroken("cannot send " + to.get() + " any more", shutDown);
        }
    }

    /** On the connection's own thread. */
    static CompletableFuture<SmtpClientResponse> unlessClosed(
            SmtpSession session, Supplier<CompletableFuture<SmtpClientResponse>> request) {
        return session.getCloseFuture().isDone() ? new CompletableFuture<>() : request.get();
    }

    /**
     * Waits for the response, or the end of the connection: NioSmtpClient never completes a response to what it is asked
     * to send on a connection that is closed.
     */
    static <T> T await(
            CompletableFuture<T> response, CompletableFuture<Void> closed, Patience patience, Supplier<String> to)
            throws ConversationBroken {
        CompletableFuture<?> either = CompletableFuture.anyOf(response, closed);
        try {
            Duration left = patience.left();
            while (!isDone(either, Comparators.min(left, LOOK_AGAIN))) {
                left = patience.left();
                if (left.isNegative() || left.isZero()) {
                    throw new ConversationBroken("no answer to " + to.get() + " in time");
                }
            }
            if (!response.isDone()) {
                throw new ConversationBroken("the connection was closed before " + to.get());
            }
            return response.get();
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            throw new ConversationBroken("no answer to " + to.get() + ": " + words(cause), cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ConversationBroken("stopped while waiting for an answer to " + to.get(), stopped);
        }
    }

    private static boolean isDone(CompletableFuture<?> future, Duration longest) throws InterruptedException {
        try {
            future.get(Math.max(0, longest.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException done) {
            return true;
        }
    }

    /** NioSmtpClient says what it was waiting for, which we know better; what went wrong is in the cause. */
    private static String words(Throwable failure) {
        if (failure instanceof ChannelClosedException) {
            return "the connection was closed";
        }
        Throwable cause = failure.getCause();
        return failure instanceof ResponseException && cause != null
                ? words(cause)
                : Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
    }

    /** What went wrong, if anything has yet. */
    static Optional<String> failure(CompletableFuture<Void> future) {
        return future.isCompletedExceptionally()
                ? Optional.of(future.handle((done, failure) -> words(failure)).join())
                : Optional.empty();
    }

    static SmtpReply only(SmtpClientResponse response) {
        return reply(response.getResponses().get(0));
    }

    static List<SmtpReply> all(SmtpClientResponse response) {
        List<SmtpReply> replies = new ArrayList<>(response.getResponses().size());
        for (SmtpResponse each : response.getResponses()) {
            replies.add(reply(each));
        }
        return replies;
    }

    /** The lines as they came. */
    static List<String> lines(SmtpClientResponse response) {
        return response.getResponses().get(0).details().stream()
                .filter(Objects::nonNull)
                .map(CharSequence::toString)
                .toList();
    }

    static String clean(String line) {
        return CONTROLS.replaceFrom(line, '?');
    }

    /** A reply's last line: code and text. */
    static Optional<SmtpReply> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new SmtpReply(Integer.parseInt(matcher.group(1)), clean(matcher.group(2))))
                : Optional.empty();
    }

    private static SmtpReply reply(SmtpResponse response) {
        String text = clean(LINES.join(response.details()));
        return new SmtpReply(response.code(), text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
    }
}
