package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.BufferLimits.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferLimitsTest {
    private static final BufferLimits LIMITS = new BufferLimits(1000, 10, 5, 10_000, 5_000);

    @ParameterizedTest(name = "{0} octets on top of {1} and {2} of one destination, {3} and {4} in all, {5} free: {6}")
    @CsvSource({
        "0, 0, 0, 0, 0, 1000,",
        "0, 0, 0, 0, 0, 999, free-disk",
        "1, 0, 0, 0, 0, 1000, free-disk",
        "1, 0, 0, 0, 0, 1001,",
        "0, 4, 0, 4, 0, 9999,",
        "0, 5, 0, 5, 0, 9999, destination-full",
        "1, 1, 4999, 1, 4999, 9999,",
        "1, 1, 5000, 1, 5000, 9999, destination-full",
        "0, 0, 0, 9, 0, 9999,",
        "0, 0, 0, 10, 0, 9999, buffer-full",
        "1, 0, 0, 1, 9999, 9999,",
        "1, 0, 0, 1, 10000, 9999, buffer-full"
    })
    void followsTheTable(
            long size, long messages, long octets, long allMessages, long allOctets, long free, String why) {
        assertThat(LIMITS.refuses(size, new Load(messages, octets), new Load(allMessages, allOctets), free)
                        .orElse(null))
                .isEqualTo(why);
    }

    @Test
    void whereNothingIsLimitedNothingOverflows() {
        BufferLimits none = new BufferLimits(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        Load much = new Load(1L << 40, 1L << 60);
        assertThat(none.refuses(1L << 40, much, much, Long.MAX_VALUE)).isEmpty();
    }
}
