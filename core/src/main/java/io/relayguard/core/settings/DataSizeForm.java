package io.relayguard.core.settings;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Octets: a whole number with its unit, {@code 512KiB}, {@code 256MiB}, {@code 50GiB}, {@code 2TiB}. */
final class DataSizeForm {
    static final ValueForm<Long> FORM = new ValueForm<>(
            "a whole number of octets with its unit (KiB, MiB, GiB, TiB), such as 256MiB", DataSizeForm::read);

    /** More than nothing. */
    static final ValueForm<Long> SOME =
            new ValueForm<>(FORM.expected(), text -> read(text).filter(octets -> octets > 0));

    private static final Pattern WRITTEN = Pattern.compile("(0|[1-9][0-9]{0,5})(KiB|MiB|GiB|TiB)");
    private static final Map<String, Integer> POWERS = Map.of("KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

    private DataSizeForm() {}

    private static Optional<Long> read(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.ofNullable(POWERS.get(written.group(2)))
                        .map(power -> Long.parseLong(written.group(1)) << power)
                : Optional.empty();
    }
}
