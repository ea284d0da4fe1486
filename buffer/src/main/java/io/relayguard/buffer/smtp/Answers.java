package io.relayguard.buffer.smtp;

import com.hubspot.smtp.client.ChannelClosedException;
import com.hubspot.smtp.client.ResponseException;
import com.hubspot.smtp.client.SmtpClientResponse;
import com.hubspot.smtp.client.SmtpSession;
import io.netty.handler.codec.smtp.SmtpResponse;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.core.primary.SmtpReply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Waiting for a primary's replies, and what NioSmtpClient makes of them in our own words. */
final class Answers {
    private static final int LONGEST_TEXT = 1000;

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

    static SmtpClientResponse await(
            SmtpSession session,
            Supplier<CompletableFuture<SmtpClientResponse>> request,
            Patience patience,
            Supplier<String> to)
            throws ConversationBroken {
        try {
            return await(request.get(), session.getCloseFuture(), patience, to);
        } catch (IllegalStateException refusedByTheClient) {
            throw new ConversationBroken(
                    "cannot send " + to.get() + ": " + refusedByTheClient.getMessage(), refusedByTheClient);
        }
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
            while (!isDone(either, left)) {
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
        return response.getResponses().stream().map(Answers::reply).toList();
    }

    /** The lines as they came. */
    static List<String> lines(SmtpClientResponse response) {
        return response.getResponses().get(0).details().stream()
                .filter(Objects::nonNull)
                .map(CharSequence::toString)
                .toList();
    }

    static String clean(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }

    private static SmtpReply reply(SmtpResponse response) {
        String text = response.details().stream()
                .filter(Objects::nonNull)
                .map(line -> clean(line.toString()))
                .collect(Collectors.joining(" "));
        return new SmtpReply(response.code(), text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
    }
}
