package io.relayguard.core.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole number with its unit: {@code 500ms}, {@code 90s}, {@code 15m}, {@code 4h}, {@code 5d}. */
public final class DurationForm {
    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationForm() {}

    /** More than nothing, and at most {@code most}. */
    static ValueForm<Duration> atMost(Duration most, String example) {
        return new ValueForm<>(
                "a time from 1ms to " + write(most) + " with its unit (ms, s, m, h, d), such as " + example,
                text -> read(text).filter(given -> !given.isZero() && given.compareTo(most) <= 0));
    }

    private static Optional<Duration> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.ofNullable(UNITS.get(form.group(2)))
                        .map(unit -> Duration.of(Long.parseLong(form.group(1)), unit))
                : Optional.empty();
    }

    /** As it would be written, in the largest unit that fits. */
    public static String write(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 86_400 == 0
                ? seconds / 86_400 + "d"
                : seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
