package io.relayguard.core.net;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where the entries of a list were written; a place is one number, and greater for what was written later.
 *
 * <p>All sources are counted through, as if they stood one behind the other.
 */
final class Places {
    /** Each source by the last place before it. */
    private final NavigableMap<Integer, Source> sources;

    private record Source(String name, boolean hasLines) {}

    private Places(NavigableMap<Integer, Source> sources) {
        this.sources = sources;
    }

    /** The place as messages name it. */
    String name(int place) {
        var source = sources.lowerEntry(place);
        int line = source.getValue().hasLines() ? place - source.getKey() : 0;
        return name(source.getValue().name(), line);
    }

    /** Line 0 is the whole source. */
    static String name(String source, int line) {
        return line == 0 ? source : source + " line " + line;
    }

    static final class Builder {
        private final NavigableMap<Integer, Source> sources = new TreeMap<>();
        private int start;
        private int last;

        /** A text without lines to speak of: its places all have one name. */
        void text(String source) {
            begin(new Source(source, false));
        }

        void file(String source) {
            begin(new Source(source, true));
        }

        private void begin(Source source) {
            start = last;
            sources.put(start, source);
        }

        /** The place of this line of a file, or with line 0 the next one of a text. */
        int place(int line) {
            last = line == 0 ? Math.addExact(last, 1) : Math.addExact(start, line);
            return last;
        }

        /** Keeps what it got so far. */
        Places build() {
            return new Places(new TreeMap<>(sources));
        }
    }
}
