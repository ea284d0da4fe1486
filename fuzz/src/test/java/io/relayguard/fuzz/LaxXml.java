package io.relayguard.fuzz;

import io.relayguard.core.settings.Element;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes every text for a tree of elements, and XML for what it is (but entities and comments): so that no input is lost
 * for want of a bracket, and names and values hold what no XML can.
 */
final class LaxXml {
    private static final Pattern TAG = Pattern.compile("(?s)<(/?)([^<>\\s/]*)([^<>]*)>?|[^<]+");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?s)([^\\s=\"'/]+)=(\"[^\"]*\"?|'[^']*'?)");

    private final Deque<Open> open = new ArrayDeque<>();

    private record Open(String name, Map<String, String> attributes, StringBuilder text, List<Element> children) {
        Open(String name, String attributes) {
            this(name, pairs(attributes), new StringBuilder(), new ArrayList<>());
        }

        Element closed() {
            return new Element(name, attributes, text.toString(), children);
        }
    }

    /** The first element; one without a name if there is none. */
    static Element read(String text) {
        LaxXml reading = new LaxXml();
        reading.open.push(new Open("", ""));
        for (Matcher tag = TAG.matcher(text); tag.find(); ) {
            reading.add(tag);
        }
        while (reading.open.size() > 1) {
            reading.close();
        }
        Open document = reading.open.pop();
        return document.children().isEmpty()
                ? document.closed()
                : document.children().get(0);
    }

    private void add(Matcher tag) {
        if (tag.group(2) == null) {
            open.getFirst().text().append(tag.group());
        } else if (!tag.group(1).isEmpty()) {
            close();
        } else {
            open.push(new Open(tag.group(2), tag.group(3)));
            if (tag.group(3).endsWith("/")) {
                close();
            }
        }
    }

    private void close() {
        if (open.size() > 1) {
            Element closed = open.pop().closed();
            open.getFirst().children().add(closed);
        }
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> attributes = new TreeMap<>();
        for (Matcher attribute = ATTRIBUTE.matcher(text); attribute.find(); ) {
            attributes.put(attribute.group(1), attribute.group(2).replaceAll("^[\"']|[\"']$", ""));
        }
        return attributes;
    }
}
