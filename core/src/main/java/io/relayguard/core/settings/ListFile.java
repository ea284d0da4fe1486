package io.relayguard.core.settings;

import com.google.common.base.CharMatcher;
import io.relayguard.core.net.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A file that an element names, alone in it: {@code file://conf/internal-networks.txt}. */
final class ListFile {
    static final String PREFIX = "file://";
    private static final CharMatcher SEPARATOR = CharMatcher.whitespace().or(CharMatcher.is(','));

    private ListFile() {}

    /** Its name stands as it is in messages about its lines, so it has to be visible. */
    static boolean isOne(String text) {
        return text.startsWith(PREFIX)
                && text.length() > PREFIX.length()
                && SEPARATOR.matchesNoneOf(text)
                && Excerpt.isVisible(text);
    }

    /** Hands on the lines; a file that cannot be read to its end is reported. */
    static void read(ListFiles files, ElementReader element, String url, Consumer<Stream<String>> reading) {
        try (Stream<String> lines = files.lines(url)) {
            reading.accept(lines);
        } catch (IOException | UncheckedIOException unreadable) {
            String why = Excerpt.plain(String.valueOf(unreadable.getMessage()));
            element.problem("a text file that can be read (" + why + ")");
        }
    }
}
