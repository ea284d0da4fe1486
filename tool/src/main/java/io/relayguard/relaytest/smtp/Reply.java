package io.relayguard.relaytest.smtp;

import io.relayguard.core.net.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server's whole reply.
 *
 * @param code that of the last line
 * @param texts one entry a line, as the server sent it, without the codes
 */
public record Reply(int code, List<String> texts) {
    private static final int CLOSING = 421;
    private static final int SHOWN_LINES = 3;

    public Reply {
        texts = List.copyOf(texts);
    }

    public boolean isPositive() {
        return code / 100 == 2;
    }

    public boolean isTemporary() {
        return code / 100 == 4;
    }

    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /** 421: the server is closing the connection, whatever the command was (RFC 5321 section 3.8). */
    public boolean isClosing() {
        return code == CLOSING;
    }

    /** What an EHLO reply offers under this keyword: the line without the keyword, one entry for each such line. */
    Stream<String> offers(String keyword) {
        return texts.stream()
                .skip(1)
                .map(text -> text.split("[ =]", 2))
                .filter(words -> words[0].toUpperCase(Locale.ROOT).equals(keyword))
                .map(words -> words.length > 1 ? words[1] : "");
    }

    /** Code and text on one line, without control characters, cut to a length. */
    @Override
    public String toString() {
        String text = texts.stream()
                .limit(SHOWN_LINES)
                .map(Excerpt::plain)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" / "));
        return text.isEmpty() ? Integer.toString(code) : code + " " + text;
    }
}
