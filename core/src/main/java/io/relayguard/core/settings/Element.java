package io.relayguard.core.settings;

import java.util.List;
import java.util.Map;

/** One XML element as the parser reads it: whatever library read the file, only this comes in. */
public record Element(String name, Map<String, String> attributes, String text, List<Element> children) {
    public Element {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }
}
