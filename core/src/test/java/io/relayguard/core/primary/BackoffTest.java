package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff DEFAULT = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(15));

    @ParameterizedTest(name = "{0} failures: {1}")
    @CsvSource({
        "-1, PT1M",
        "0, PT1M",
        "1, PT1M",
        "2, PT2M",
        "3, PT4M",
        "4, PT8M",
        "5, PT15M",
        "6, PT15M",
        "31, PT15M",
        "32, PT15M",
        "63, PT15M",
        "64, PT15M",
        "65, PT15M",
        "1000000, PT15M",
        "2147483647, PT15M"
    })
    void doublesFromTheFirstPauseUpToTheLongest(int failures, Duration pause) {
        assertThat(DEFAULT.after(failures)).isEqualTo(pause);
    }

    @Test
    void neverShrinksAndNeverOverflowsForTheLongestTimesThatTheSettingsAllow() {
        Backoff longest = new Backoff(Duration.ofDays(1), Duration.ofDays(1));
        Backoff widest = new Backoff(Duration.ofMillis(1), Duration.ofDays(1));
        Duration before = Duration.ZERO;
        for (int failures = 1; failures < 100; failures++) {
            assertThat(longest.after(failures)).isEqualTo(Duration.ofDays(1));
            assertThat(widest.after(failures)).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofDays(1));
            before = widest.after(failures);
        }
        assertThat(before).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void chanceAddsUpToATenthSoThatNobodyComesBackTogetherOrTooSoon() {
        assertThat(DEFAULT.after(2, () -> 0L)).isEqualTo(Duration.ofMinutes(2));
        assertThat(DEFAULT.after(2, () -> -1L)).isEqualTo(Duration.ofMillis(131_999));
        assertThat(new Random(1).longs(100).mapToObj(drawn -> DEFAULT.after(5, () -> drawn)))
                .allMatch(pause -> pause.compareTo(Duration.ofMinutes(15)) >= 0)
                .allMatch(pause -> pause.compareTo(Duration.ofSeconds(990)) <= 0)
                .doesNotHaveDuplicates();
    }
}
