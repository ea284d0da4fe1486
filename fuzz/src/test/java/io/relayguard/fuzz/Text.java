package io.relayguard.fuzz;

import java.nio.charset.StandardCharsets;

/** An input as a text: UTF-8, and half of a surrogate pair for what is not UTF-8, as a string of Java may hold one. */
final class Text {
    private Text() {}

    static String of(byte[] input) {
        return new String(input, StandardCharsets.UTF_8).replace('\ufffd', '\ud83d');
    }
}
