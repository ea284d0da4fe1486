package io.relayguard.relaytest.form;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the places of a form stand for, in one test. */
public record Places(Map<Place, String> values) {
    private static final Map<String, Place> BY_SYMBOL =
            Arrays.stream(Place.values()).collect(Collectors.toMap(Place::symbol, Function.identity()));

    /** A symbol counts where it is a word of its own: "IPv6:" and "DATA" hold none. */
    private static final Pattern SYMBOL = Pattern.compile("(?<![A-Za-z0-9_])(?:"
            + Arrays.stream(Place.values()).map(Place::symbol).collect(Collectors.joining("|"))
            + ")(?![A-Za-z0-9_])");

    public Places {
        values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
    }

    public Places with(Place place, String value) {
        Map<Place, String> more = new EnumMap<>(Place.class);
        more.putAll(values);
        more.put(place, value);
        return new Places(more);
    }

    public Places with(Place place, Optional<String> value) {
        return value.map(given -> with(place, given)).orElse(this);
    }

    public Optional<String> value(Place place) {
        return Optional.ofNullable(values.get(place));
    }

    /** The first place of the form that nothing stands for. */
    public Optional<Place> missing(Form form) {
        return form.templates()
                .flatMap(Places::placesOf)
                .filter(place -> !values.containsKey(place))
                .findFirst();
    }

    /** The template with the names of this test; a place that nothing stands for stays as it is. */
    public String fill(String template) {
        return SYMBOL.matcher(template)
                .replaceAll(match ->
                        Matcher.quoteReplacement(value(placeOf(match.group())).orElse(match.group())));
    }

    private static Stream<Place> placesOf(String template) {
        return SYMBOL.matcher(template).results().map(match -> placeOf(match.group()));
    }

    private static Place placeOf(String symbol) {
        Place place = BY_SYMBOL.get(symbol);
        if (place == null) {
            throw new IllegalStateException("not a place: " + symbol);
        }
        return place;
    }
}
