package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReloadSettingsTest {
    private static final String EXPECTED = "a time from 1ms to 1d with its unit (ms, s, m, h, d), such as 10s, or off";

    @Test
    void theFilesAreLookedAtEveryTenSeconds() throws InvalidSettings {
        assertThat(Documents.parse("<relayguard/>").reload())
                .isEqualTo(new ReloadSettings(Duration.ofSeconds(10)))
                .matches(ReloadSettings::isOn);
    }

    @ParameterizedTest
    @CsvSource({"1ms, PT0.001S", "30s, PT30S", "1d, PT24H"})
    void orAsOftenAsIsSaid(String written, Duration every) throws InvalidSettings {
        assertThat(Documents.parse("<relayguard><reload every='%s'/></relayguard>".formatted(written))
                        .reload())
                .isEqualTo(new ReloadSettings(every));
    }

    @Test
    void orNever() throws InvalidSettings {
        assertThat(Documents.parse("<relayguard><reload every='off'/></relayguard>")
                        .reload())
                .isEqualTo(ReloadSettings.OFF)
                .matches(reload -> !reload.isOn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "10", "2d", "never", "Off"})
    void anythingElseIsAProblem(String written) {
        assertThat(Documents.problems("<relayguard><reload every='%s'/></relayguard>".formatted(written)))
                .containsExactly("reload@every: found \"" + written + "\", expected " + EXPECTED);
    }

    @Test
    void theElementHasItsAttributeAndNothingElse() {
        assertThat(Documents.problems("<relayguard><reload on='x'>10s<a/></reload><reload every='1s'/></relayguard>"))
                .containsExactly(
                        "reload[1]@on: found an unknown attribute, expected only the attributes every",
                        "reload[1]/a: found an unknown element, expected no element",
                        "reload[1]: found the text \"10s\", expected no element and no text",
                        "reload[1]@every: found nothing, expected " + EXPECTED,
                        "reload: found 2 elements of this name, expected one");
    }
}
