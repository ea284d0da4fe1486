package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final int MOST = 20;

    private final Shares shares = new Shares(MOST);

    private static Destination destination() {
        try {
            return new Engine().destination;
        } catch (MessagingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private int grow(Destination destination, int wanted) {
        return (int) IntStream.range(0, wanted)
                .takeWhile(one -> shares.begin(destination))
                .count();
    }

    @Test
    void whoIsAloneMayHaveThemAll() {
        assertThat(grow(destination(), 100)).isEqualTo(MOST);
    }

    @Test
    void whoComesToAFullHouseGetsOneAtOnceHoweverManyAreThere() {
        Destination first = destination();
        grow(first, MOST);
        List<Destination> others =
                Stream.generate(SharesTest::destination).limit(50).toList();
        assertThat(others).allMatch(shares::begin);
        assertThat(shares.begin(others.get(0))).as("a second one").isFalse();
    }

    @Test
    void whoHasMoreThanItsShareGivesBackAndTheOthersGetIt() {
        Destination greedy = destination();
        Destination modest = destination();
        grow(greedy, MOST);
        assertThat(shares.hasTooMany(greedy)).as("alone").isFalse();
        int grown = grow(modest, 100);
        assertThat(grown).as("half of all").isEqualTo(MOST / 2);
        int given = 0;
        while (shares.hasTooMany(greedy)) {
            shares.end(greedy);
            given++;
        }
        assertThat(given).isEqualTo(MOST / 2);
        assertThat(shares.hasTooMany(modest)).isFalse();
    }

    @Test
    void whatOthersDoNotUseIsUsedUpToThreeQuarters() {
        Destination slow = destination();
        Destination fast = destination();
        grow(slow, 2);
        assertThat(grow(fast, 100)).isEqualTo(MOST / 4 * 3 - 2);
    }

    @Test
    void whoWasRefusedIsToldWhenAnotherEnds() {
        Destination greedy = destination();
        Destination second = destination();
        Destination third = destination();
        grow(greedy, MOST);
        grow(second, 100);
        assertThat(grow(third, 100)).isEqualTo(MOST / 3);
        assertThat(shares.end(greedy)).contains(second);
        assertThat(shares.end(greedy)).contains(third);
        assertThat(shares.end(greedy)).isEmpty();
    }
}
