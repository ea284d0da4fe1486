package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A zone and the rules around it, in the bounds that the parsers promise. */
class ZoneTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 100, -1, -100})
    void aWeightSpeaksForOrAgainst(int weight) {
        assertThat(Zones.zone("a.example", weight).allows()).isEqualTo(weight < 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, -101, Integer.MIN_VALUE})
    void anyOtherWeightIsNone(int weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zones.zone("a.example", weight))
                .withMessage("not a weight: " + weight);
    }

    @ParameterizedTest
    @CsvSource({
        "zen, true",
        "Zen_2.dq-paid, true",
        "_a_, true",
        "z, true",
        "'', false",
        "-a, false",
        "a-, false",
        "a., false",
        ".a, false",
        "a b, false",
        "zën, false",
    })
    void aLabelIsAWordThatFitsAnywhere(String text, boolean label) {
        assertThat(ZoneLabel.isOne(text)).isEqualTo(label);
    }

    @Test
    void anyOtherLabelIsNone() {
        assertThat(ZoneLabel.isOne("a".repeat(189))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZoneLabel("a".repeat(190)))
                .withMessageStartingWith("not a label: a");
    }

    @Test
    void theGreatestScoreIsThatOfEveryZoneButThoseThatAllow() {
        assertThat(new DnsblRules(
                                List.of(
                                        Zones.zone("a.example", 3),
                                        Zones.zone("b.example", -4),
                                        Zones.observed(Zones.zone("c.example", 2))),
                                1)
                        .greatestScore())
                .isEqualTo(5);
        assertThat(DnsblRules.NONE.greatestScore()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aThresholdIsOneOrMore(int threshold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DnsblRules(List.of(), threshold))
                .withMessage("not a threshold: " + threshold);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 50, 5", "PT-1S, 50, 5", "PT30M, 0, 5", "PT30M, 101, 5", "PT30M, 50, 0"})
    void thereAreNoRulesWithoutATestAShareOrANumber(Duration every, int errorPercent, int timeOuts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthRules(every, errorPercent, timeOuts))
                .withMessage("no such rules: " + every + ", " + errorPercent + " %, " + timeOuts);
    }

    @ParameterizedTest
    @CsvSource({"PT30M, PT1M", "PT1M, PT1M", "PT2S, PT2S"})
    void theFirstPauseIsAMinuteAndNeverLongerThanTheLongestOne(Duration every, Duration first) {
        assertThat(new HealthRules(every, 1, 1).firstPause()).isEqualTo(first);
    }
}
