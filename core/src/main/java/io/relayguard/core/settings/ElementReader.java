package io.relayguard.core.settings;

import io.relayguard.core.net.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One element and its path: hands out what is asked for, and reports what may not stand there.
 *
 * <p>A wrong value is reported and read as absent, so that the rest is read too; what comes out is thrown away then.
 */
final class ElementReader {
    static final String ROOT = "relayguard";

    private final Element element;
    private final String path;
    private final Problems problems;

    ElementReader(Element element, String path, Problems problems) {
        this.element = element;
        this.path = path;
        this.problems = problems;
    }

    String path() {
        return path;
    }

    /** The same element, with what tells it from its siblings in its path. */
    ElementReader called(String name) {
        return new ElementReader(element, path + " (" + Excerpt.plain(name) + ")", problems);
    }

    /** A problem of the value that stands here, whatever it was read as. */
    void problem(String expected) {
        problem(Excerpt.quote(element.text().strip()), expected);
    }

    void problem(String found, String expected) {
        problems.add(path, found, expected);
    }

    /** A problem in a file that this element names, or in an element whose path is known. */
    void problemAt(String place, String found, String expected) {
        problems.add(place, found, expected);
    }

    boolean has(String attribute) {
        return element.attributes().containsKey(attribute);
    }

    /** A problem of the value of an attribute that is there. */
    void attributeProblem(String attribute, String expected) {
        String value = element.attributes().getOrDefault(attribute, "").strip();
        attributeProblem(attribute, Excerpt.quote(value), expected);
    }

    private void attributeProblem(String attribute, String found, String expected) {
        problems.add(path + "@" + Excerpt.plain(attribute), found, expected);
    }

    /** Reports everything but these attributes and elements; an element that holds others has no text. */
    void only(List<String> attributes, List<String> elements) {
        only(attributes, elements, "the text " + Excerpt.quote(element.text().strip()));
    }

    /** The same where a text that was put beside its element may be a secret. */
    void onlySecrets(List<String> attributes, List<String> elements) {
        only(attributes, elements, hidden(element.text().strip()));
    }

    private void only(List<String> attributes, List<String> elements, String text) {
        onlyKnown(attributes, elements);
        if (!element.text().isBlank()) {
            problem(text, oneOf("element", elements) + " and no text");
        }
    }

    private static String hidden(String text) {
        return text.isEmpty() ? Excerpt.quote(text) : "a text of " + text.length() + " characters";
    }

    private void onlyKnown(List<String> attributes, List<String> elements) {
        element.attributes().keySet().stream()
                .filter(name -> !attributes.contains(name))
                .sorted()
                .forEach(name -> attributeProblem(name, "an unknown attribute", oneOf("attribute", attributes)));
        element.children().stream()
                .map(Element::name)
                .filter(name -> !elements.contains(name))
                .distinct()
                .forEach(name -> problems.add(pathOf(name), "an unknown element", oneOf("element", elements)));
    }

    private static String oneOf(String kind, List<String> names) {
        return names.isEmpty() ? "no " + kind : "only the " + kind + "s " + String.join(", ", names);
    }

    /** What every element of this name says, in order. */
    <T> List<T> each(String name, Function<ElementReader, T> reading) {
        List<Element> named = element.children().stream()
                .filter(child -> child.name().equals(name))
                .toList();
        List<T> read = new ArrayList<>();
        for (Element child : named) {
            String number = named.size() == 1 ? "" : "[" + (read.size() + 1) + "]";
            read.add(reading.apply(new ElementReader(child, pathOf(name) + number, problems)));
        }
        return read;
    }

    /** What the element of this name says; it stands at most once. */
    <T> T once(String name, Function<ElementReader, T> reading, T absent) {
        List<T> read = each(name, reading);
        if (read.size() > 1) {
            problems.addOnce(pathOf(name), read.size() + " elements of this name", "one");
        }
        return read.isEmpty() ? absent : read.get(0);
    }

    /** The value of the element of this name; it stands at most once. */
    <T> T value(String name, ValueForm<T> form, T absent) {
        return once(name, child -> child.text(form).orElse(absent), absent);
    }

    /** The text of this element, which has nothing but text. */
    <T> Optional<T> text(ValueForm<T> form) {
        return text(List.of(), form);
    }

    /** The text of this element, which may have these attributes. */
    <T> Optional<T> textBeside(List<String> attributes, ValueForm<T> form) {
        return text(attributes, form);
    }

    private <T> Optional<T> text(List<String> attributes, ValueForm<T> form) {
        onlyKnown(attributes, List.of());
        Optional<T> value = form.read(element.text().strip());
        if (value.isEmpty()) {
            problem(form.expected());
        }
        return value;
    }

    /** The text of this element, which may be a secret: a problem says how long it is, and no more. */
    <T> Optional<T> secret(List<String> attributes, ValueForm<T> form) {
        onlyKnown(attributes, List.of());
        String text = element.text().strip();
        Optional<T> value = form.read(text);
        if (value.isEmpty()) {
            problem(hidden(text), form.expected());
        }
        return value;
    }

    /** An attribute; the given value if it is absent, empty if it is wrong. */
    <T> Optional<T> attribute(String name, ValueForm<T> form, T absent) {
        return has(name) ? attribute(name, form) : Optional.of(absent);
    }

    /** An attribute that has to be there; empty if it is not, or is wrong. */
    <T> Optional<T> attribute(String name, ValueForm<T> form) {
        Optional<String> text = Optional.ofNullable(element.attributes().get(name));
        Optional<T> value = text.map(String::strip).flatMap(form::read);
        if (value.isEmpty()) {
            attributeProblem(name, text.map(Excerpt::quote).orElse("nothing"), form.expected());
        }
        return value;
    }

    private String pathOf(String child) {
        return (path.equals(ROOT) ? "" : path + "/") + Excerpt.plain(child);
    }
}
