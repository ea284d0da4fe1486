package io.relayguard.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the classic ways to talk a server into relaying: a sender and a recipient, as open-relay-forms.tsv has them. */
record OpenRelayForm(String id, String sender, String recipient) {
    private static final Pattern PLACE = Pattern.compile("\\b(IP|D|S|B|L)\\b");

    /** What the places stand for on the samples. */
    private static final Map<String, String> NAMES = Map.of(
            "D", "elsewhere.test", "S", "mx2.example.com", "IP", "127.0.0.1", "B", "example.org", "L", "example.com");

    static Stream<OpenRelayForm> all() {
        InputStream data = Objects.requireNonNull(OpenRelayForm.class.getResourceAsStream("/open-relay-forms.tsv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(data, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(OpenRelayForm::parse).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static OpenRelayForm parse(String line) {
        String[] columns = line.split("\t", -1);
        return new OpenRelayForm(columns[0], filledIn(columns[1]), filledIn(columns[2]));
    }

    private static String filledIn(String path) {
        return PLACE.matcher(path).replaceAll(place -> Objects.requireNonNull(NAMES.get(place.group())));
    }

    @Override
    public String toString() {
        return id + ": " + sender + " " + recipient;
    }
}
