package io.relayguard.guard.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.relayguard.core.dnsbl.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong();
    private final Hearing hearing = new Hearing(nanos::get);
    private final Waiting waiting = new Waiting(1, hearing);
    private final CompletableFuture<String> future = new CompletableFuture<>();

    @Test
    void whatIsThereNeedsNoWaiting() {
        waiting.use(0);

        assertThat(waiting.atMost(LONG, CompletableFuture.completedFuture("there")))
                .contains("there");
    }

    @Test
    void itIsWaitedForUntilItComes() throws InterruptedException {
        AtomicReference<Optional<String>> heard = new AtomicReference<>(Optional.empty());
        Thread thread = waits(heard);

        future.complete("late");
        thread.join();

        assertThat(heard.get()).contains("late");
    }

    @Test
    void oneMoreThreadThanMayWaitDoesNotWait() throws InterruptedException {
        AtomicReference<Optional<String>> heard = new AtomicReference<>(Optional.empty());
        Thread first = waits(heard);

        assertTimeoutPreemptively(
                PATIENCE, () -> assertThat(waiting.atMost(LONG, future)).isEmpty());

        future.complete("late");
        first.join();
        assertThat(heard.get()).contains("late");
    }

    @Test
    void whereNoneMayWaitNoneDoes() {
        waiting.use(0);

        assertTimeoutPreemptively(
                PATIENCE, () -> assertThat(waiting.atMost(LONG, future)).isEmpty());
    }

    @Test
    void afterTheLongestTimeItIsOverAndThePlaceIsFree() {
        for (int i = 0; i < 10; i++) {
            assertThat(waiting.atMost(SHORT, future)).isEmpty();
        }

        assertOneMayWait();
    }

    @Test
    void whatFailedIsNotThereAndThePlaceIsFree() {
        future.completeExceptionally(new IllegalStateException("fault"));

        for (int i = 0; i < 10; i++) {
            assertThat(waiting.atMost(LONG, future)).isEmpty();
        }

        assertOneMayWait();
    }

    @Test
    void aThreadThatIsStoppedWaitsNoMoreStaysStoppedAndFreesItsPlace() {
        for (int i = 0; i < 10; i++) {
            Thread.currentThread().interrupt();
            assertThat(waiting.atMost(LONG, future)).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
        }

        assertOneMayWait();
    }

    @Test
    void whoDidNotGetAPlaceFreesNone() throws InterruptedException {
        AtomicReference<Optional<String>> heard = new AtomicReference<>(Optional.empty());
        Thread first = waits(heard);

        List<Optional<String>> others = new ArrayList<>();
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int i = 0; i < 100; i++) {
                others.add(waiting.atMost(LONG, future));
            }
        });

        assertThat(others).hasSize(100).allMatch(Optional::isEmpty);
        future.complete("late");
        first.join();
        assertOneMayWait();
    }

    @Test
    void nobodyWaitsForADnsThatSaysNothingToMany() throws InterruptedException {
        waiting.use(2);
        AtomicReference<Optional<String>> heard = new AtomicReference<>(Optional.of("nothing yet"));
        hearing.asked();
        Thread first = waits(heard);
        Thread second = waits(heard);
        nanos.set(Hearing.LONG_SILENCE.toNanos());

        first.join(PATIENCE.toMillis());
        second.join(PATIENCE.toMillis());

        assertThat(heard.get()).isEmpty();
        assertTimeoutPreemptively(
                PATIENCE, () -> assertThat(waiting.atMost(LONG, future)).isEmpty());
    }

    @Test
    void oneWhoWaitsAloneWaitsOn() throws InterruptedException {
        waiting.use(2);
        AtomicReference<Optional<String>> heard = new AtomicReference<>(Optional.empty());
        hearing.asked();
        nanos.set(Hearing.LONG_SILENCE.toNanos());
        Thread alone = waits(heard);

        future.complete("late");
        alone.join();

        assertThat(heard.get()).contains("late");
    }

    @Test
    void onceItIsHeardAgainItIsWaitedForAgain() throws InterruptedException {
        nobodyWaitsForADnsThatSaysNothingToMany();
        hearing.answered(Replies.addresses("127.0.0.2"));

        assertOneMayWait();
    }

    @Test
    void aSecondThatBeganAfterTheLastAnswerIsNotOverYet() throws InterruptedException {
        waiting.use(2);
        hearing.asked();
        nanos.set(Hearing.LONG_SILENCE.toNanos());
        hearing.answered(Replies.failed(Silence.SERVER_FAILED));
        hearing.asked();
        AtomicReference<Optional<String>> heard = new AtomicReference<>(Optional.empty());
        Thread first = waits(heard);
        Thread second = waits(heard);

        future.complete("comes");
        first.join();
        second.join();

        assertThat(heard.get()).contains("comes");
    }

    private void assertOneMayWait() {
        CompletableFuture<String> other = new CompletableFuture<>();
        AtomicReference<Optional<String>> heard = new AtomicReference<>(Optional.empty());
        Thread thread = waits(other, heard);
        other.complete("comes");
        await().atMost(PATIENCE).until(() -> !thread.isAlive());
        assertThat(heard.get()).contains("comes");
    }

    private Thread waits(AtomicReference<Optional<String>> heard) {
        return waits(future, heard);
    }

    private Thread waits(CompletableFuture<String> awaited, AtomicReference<Optional<String>> heard) {
        Thread thread = new Thread(() -> heard.set(waiting.atMost(LONG, awaited)), "waits");
        thread.setDaemon(true);
        thread.start();
        await().atMost(PATIENCE).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }
}
