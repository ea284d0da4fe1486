package io.relayguard.relaytest.form;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** All forms, read from forms.tsv, which explains its columns. */
public final class Forms {
    private static final String FILE = "forms.tsv";
    private static final int COLUMNS = 6;
    private static final String SPACE = "␠";

    private Forms() {}

    /** All of them, in the order in which they are tried. */
    public static List<Form> all() {
        InputStream data = Objects.requireNonNull(Forms.class.getResourceAsStream(FILE), FILE);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(data, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Forms::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Form parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(
                    FILE + ": " + columns.length + " columns instead of " + COLUMNS + ": " + line);
        }
        return new Form(
                columns[0],
                Group.named(columns[1]).orElseThrow(unknown("group", line)),
                Way.named(columns[2]).orElseThrow(unknown("way", line)),
                Optional.of(columns[3]).filter(name -> !name.equals("-")),
                columns[4].replace(SPACE, " "),
                columns[5].replace(SPACE, " "));
    }

    private static Supplier<IllegalArgumentException> unknown(String column, String line) {
        return () -> new IllegalArgumentException(FILE + ": unknown " + column + ": " + line);
    }
}
