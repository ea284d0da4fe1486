package io.relayguard.core.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** A whole number without a sign or leading zeros. */
final class NumberForm {
    private static final Pattern FORM = Pattern.compile("0|[1-9][0-9]{0,8}");

    private NumberForm() {}

    /** From {@code least} to {@code most}; {@code what} is what it is a number of. */
    static ValueForm<Integer> between(int least, int most, String what) {
        return new ValueForm<>(
                what + " from " + least + " to " + most,
                text -> Optional.of(text)
                        .filter(given -> FORM.matcher(given).matches())
                        .map(Integer::valueOf)
                        .filter(number -> number >= least && number <= most));
    }
}
