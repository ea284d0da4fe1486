package io.relayguard.core.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * One kind of value.
 *
 * @param expected how to write it, with an example; follows the word "expected" in a message
 * @param reading the value, or empty for a text of any other form; never throws
 */
record ValueForm<T>(String expected, Function<String, Optional<T>> reading) {
    Optional<T> read(String text) {
        return reading.apply(text);
    }
}
