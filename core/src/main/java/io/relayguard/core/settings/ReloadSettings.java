package io.relayguard.core.settings;

import java.time.Duration;

/**
 * {@code <reload every="10s"/>}: how often the files are looked at.
 *
 * @param every zero where nobody looks
 */
public record ReloadSettings(Duration every) {
    public static final ReloadSettings DEFAULT = new ReloadSettings(Duration.ofSeconds(10));
    public static final ReloadSettings OFF = new ReloadSettings(Duration.ZERO);

    public boolean isOn() {
        return !every.isZero();
    }
}
