package io.relayguard.core.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code <reload every="10s"/>}. */
final class ReloadParser {
    private static final String OFF = "off";
    private static final ValueForm<Duration> TIME = DurationForm.atMost(Duration.ofDays(1), "10s");
    private static final ValueForm<ReloadSettings> EVERY =
            new ValueForm<>(TIME.expected() + ", or " + OFF, ReloadParser::every);

    private ReloadParser() {}

    static ReloadSettings read(ElementReader reload) {
        reload.only(List.of("every"), List.of());
        return reload.attribute("every", EVERY).orElse(ReloadSettings.DEFAULT);
    }

    private static Optional<ReloadSettings> every(String text) {
        return text.equals(OFF)
                ? Optional.of(ReloadSettings.OFF)
                : TIME.read(text).map(ReloadSettings::new);
    }
}
