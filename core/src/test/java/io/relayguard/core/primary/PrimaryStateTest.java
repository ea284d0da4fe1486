package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.PrimaryState.Down;
import io.relayguard.core.primary.PrimaryState.Held;
import io.relayguard.core.primary.PrimaryState.Probing;
import io.relayguard.core.primary.PrimaryState.Up;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state and every event. */
class PrimaryStateTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final IntFunction<Duration> BACKOFF =
            new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(15))::after;
    private static final int MOST = 4;

    private static Down down(int failures, String pause) {
        return new Down(failures, NOW.plus(Duration.parse(pause)));
    }

    private static Stream<Arguments> table() {
        Down waiting = new Down(3, NOW.plusSeconds(99));
        return Stream.of(
                // state, how many conversations it allows, answered, broke, wake
                Arguments.of(new Up(1), 1, new Up(2), down(1, "PT1M"), new Up(1)),
                Arguments.of(new Up(2), 2, new Up(3), new Up(1), new Up(2)),
                Arguments.of(new Up(3), 3, new Up(4), new Up(1), new Up(3)),
                Arguments.of(new Up(4), 4, new Up(4), new Up(2), new Up(4)),
                Arguments.of(waiting, 0, new Up(1), waiting, new Probing(3)),
                Arguments.of(new Probing(1), 1, new Up(2), down(2, "PT2M"), new Probing(1)),
                Arguments.of(new Probing(4), 1, new Up(2), down(5, "PT15M"), new Probing(4)),
                Arguments.of(new Held(), 0, new Held(), new Held(), new Held()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void followsTheTable(
            PrimaryState state, int allowance, PrimaryState answered, PrimaryState broke, PrimaryState wake) {
        assertThat(state.allowance()).isEqualTo(allowance);
        assertThat(state.answered(MOST)).isEqualTo(answered);
        assertThat(state.broke(NOW, BACKOFF)).isEqualTo(broke);
        assertThat(state.wake()).isEqualTo(wake);
    }

    @Test
    void beginsWithOneConversation() {
        assertThat(PrimaryState.unknown()).isEqualTo(new Up(1));
    }

    @Test
    void whatIsHeldBeginsAnewWhenItIsReleasedAndNothingElseIsChangedByThat() {
        Down down = new Down(3, NOW);
        assertThat(new Held().release()).isEqualTo(new Up(1));
        assertThat(new Up(3).release()).isEqualTo(new Up(3));
        assertThat(down.release()).isEqualTo(down);
        assertThat(new Probing(2).release()).isEqualTo(new Probing(2));
    }

    @Test
    void eachHasItsWord() {
        assertThat(Stream.of(new Up(1), new Probing(1), new Down(1, NOW), new Held())
                        .map(PrimaryState::word))
                .containsExactly("up", "probing", "down", "held");
    }

    @Test
    void neverAllowsMoreThanTheSettingEvenIfThatIsOne() {
        assertThat(new Up(1).answered(1)).isEqualTo(new Up(1));
        assertThat(new Probing(1).answered(1)).isEqualTo(new Up(1));
    }

    @Test
    void whateverHappensTheAllowanceStaysWithinTheSettingAndAPrimaryThatIsDownCanAlwaysBeWoken() {
        Random random = new Random(20_261_124);
        PrimaryState state = PrimaryState.unknown();
        for (int event = 0; event < 100_000; event++) {
            state = switch (random.nextInt(3)) {
                case 0 -> state.answered(MOST);
                case 1 -> state.broke(NOW.plusSeconds(event), BACKOFF);
                default -> state.wake();
            };
            assertThat(state.allowance()).isBetween(state instanceof Down ? 0 : 1, MOST);
            assertThat(state.wake().allowance()).isPositive();
        }
    }
}
