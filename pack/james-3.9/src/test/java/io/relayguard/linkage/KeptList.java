package io.relayguard.linkage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * References that no artifact can vouch for, since its module was not published; somebody read the sources instead. One a
 * line: the reference, the source file of the release in which it was found, and the newest one; {@code #} begins a
 * comment.
 */
final class KeptList {
    private static final String FORM = "reference | file in the release | file in the newest sources";

    private final Map<String, String> filesByReference;

    private KeptList(Map<String, String> filesByReference) {
        this.filesByReference = filesByReference;
    }

    static KeptList parse(List<String> lines) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> parts = List.of(line.split(" \\| ", -1));
            if (parts.size() != 3 || parts.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("\"" + line + "\" is not of the form \"" + FORM + "\"");
            }
            if (files.put(parts.get(0), parts.get(1)) != null) {
                throw new IllegalArgumentException("\"" + parts.get(0) + "\" stands there twice");
            }
        }
        return new KeptList(files);
    }

    boolean has(Reference reference) {
        return filesByReference.containsKey(reference.toString());
    }

    Set<String> references() {
        return filesByReference.keySet();
    }
}
