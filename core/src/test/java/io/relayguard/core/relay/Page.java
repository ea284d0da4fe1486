package io.relayguard.core.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of docs, and what can be looked up in it. */
record Page(String text) {
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    static Page read(String name) {
        try {
            return new Page(Files.readString(Path.of("..", "docs", name)));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The table whose first row begins so. */
    Table table(String header) {
        List<String> lines = text.lines()
                .dropWhile(line -> !line.startsWith("| " + header + " |"))
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> !line.startsWith("|---"))
                .map(line -> line.substring(1, line.length() - 1))
                .toList();
        if (lines.size() < 2) {
            throw new AssertionError("no table begins with: " + header);
        }
        return new Table(String.join("\n", lines));
    }

    /** What is written in code style, in its order. */
    static List<String> codes(String text) {
        return CODE.matcher(text).results().map(code -> code.group(1)).toList();
    }

    /** What the first group of the pattern found, in its order. */
    List<String> all(String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
