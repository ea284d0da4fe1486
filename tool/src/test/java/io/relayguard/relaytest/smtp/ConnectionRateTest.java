package io.relayguard.relaytest.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionRateTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<Duration> pauses = new ArrayList<>();
    private final ConnectionRate rate = new ConnectionRate(3, now::get, time -> {
        pauses.add(time);
        now.addAndGet(time.toNanos());
    });

    @Test
    void firstOnesStartAtOnce() throws InterruptedException {
        start(3);

        assertThat(pauses).isEmpty();
    }

    @Test
    void oneMoreWaitsUntilTheFirstIsAMinuteOld() throws InterruptedException {
        rate.await();
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        start(3);

        assertThat(pauses).containsExactly(Duration.ofSeconds(40));
    }

    @Test
    void noMinuteHasMoreHoweverTheyCome() throws InterruptedException {
        start(9);

        assertThat(pauses).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    private void start(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            rate.await();
        }
    }
}
