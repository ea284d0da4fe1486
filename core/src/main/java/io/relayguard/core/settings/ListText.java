package io.relayguard.core.settings;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.relayguard.core.net.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An element's text as a list: entries separated by commas, spaces or line ends. */
final class ListText {
    private static final Splitter ENTRIES =
            Splitter.on(CharMatcher.whitespace().or(CharMatcher.is(','))).omitEmptyStrings();

    private ListText() {}

    /** Every good entry; the others are reported one by one, and a list without any. */
    static <T> List<T> read(ElementReader element, ValueForm<T> entry) {
        List<T> read = new ArrayList<>();
        String text =
                element.text(new ValueForm<>(entry.expected(), Optional::of)).orElse("");
        List<String> written = ENTRIES.splitToList(text);
        if (written.isEmpty()) {
            element.problem(entry.expected());
        }
        for (String one : written) {
            entry.read(one).ifPresentOrElse(read::add, () -> element.problem(Excerpt.quote(one), entry.expected()));
        }
        return read;
    }
}
