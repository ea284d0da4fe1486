package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartsTest {
    /** Small steps, now and then one that a byte does not hold, from close together to far apart. */
    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "1, 1",
        "2, 2",
        "15, 3",
        "16, 20",
        "17, 20",
        "1000, 0",
        "1000, 10",
        "1000, 16",
        "1000, 17",
        "1000, 300"
    })
    void everyNumberIsThereAgain(int size, int largestStep) {
        Random random = new Random(size * 1000L + largestStep);
        int[] numbers = new int[size];
        for (int position = 1; position < size; position++) {
            int leap = random.nextInt(50) == 0 ? 100_000 : 0;
            numbers[position] = numbers[position - 1] + random.nextInt(largestStep + 1) + leap;
        }

        assertThat(readBack(numbers)).containsExactly(numbers);
    }

    @Test
    void whatABytesHoldsAtMostAndOneMore() {
        int[] numbers = IntStream.range(0, 48)
                .map(position -> position < 15 ? 7 : position < 31 ? 7 + 255 : 7 + 255 + 256)
                .toArray();

        assertThat(readBack(numbers)).containsExactly(numbers);
    }

    @Test
    void theLargestNumbersThereAre() {
        int[] farApart = {0, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
        int[] large = {Integer.MAX_VALUE - 1000, Integer.MAX_VALUE};

        assertThat(readBack(farApart)).containsExactly(farApart);
        assertThat(readBack(large)).containsExactly(large);
    }

    private static int[] readBack(int[] numbers) {
        Starts starts = Starts.of(numbers);
        return IntStream.range(0, numbers.length).map(starts::at).toArray();
    }
}
