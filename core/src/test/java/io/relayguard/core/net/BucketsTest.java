package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Buckets by shifting of whole numbers, with nothing of the code under test. */
class BucketsTest {
    private static final int ROUNDS = 20_000;

    private final Random random = new Random(7);

    @Test
    void aBucketIsTheUpperBitsOfTheDistanceFromTheLowestAddress() {
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger[] three = {number(), number(), number()};
            Arrays.sort(three);
            int wanted = 1 + random.nextInt(1_000);

            Buckets buckets = between(three[0], three[2], wanted);

            BigInteger width = three[2].subtract(three[0]);
            assertThat(buckets.last())
                    .isEqualTo(width.shiftRight(buckets.shift()).intValueExact());
            assertThat(buckets.last()).isLessThan(Math.max(1, 2 * wanted));
            assertThat(buckets.shift() == 0 || buckets.last() + 1 >= wanted / 2).isTrue();
            assertThat(of(buckets, three[1]))
                    .isEqualTo(three[1].subtract(three[0])
                            .shiftRight(buckets.shift())
                            .intValueExact());
        }
    }

    @Test
    void theLastBucketTakesAllBehindIt() {
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger[] three = {number(), number(), number()};
            Arrays.sort(three);

            Buckets buckets = between(three[0], three[1], 1 + random.nextInt(1_000));

            assertThat(of(buckets, three[2])).isEqualTo(buckets.last());
        }
    }

    private static Buckets between(BigInteger lowest, BigInteger highest, int wanted) {
        return Buckets.between(
                lowest.shiftRight(64).longValue(),
                lowest.longValue(),
                highest.shiftRight(64).longValue(),
                highest.longValue(),
                wanted);
    }

    private static int of(Buckets buckets, BigInteger address) {
        return buckets.of(address.shiftRight(64).longValue(), address.longValue());
    }

    /** Of any length up to 128 bits, so that near and far ones are drawn. */
    private BigInteger number() {
        return new BigInteger(random.nextInt(129), random);
    }
}
