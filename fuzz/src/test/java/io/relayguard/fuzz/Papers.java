package io.relayguard.fuzz;

import io.relayguard.core.settings.Element;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import io.relayguard.core.settings.SettingsParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A relayguard.xml and the files that it names. An input has the files behind the document, each behind a line
 * {@code == file://conf/list.txt}.
 */
record Papers(Element root, Map<String, List<String>> files) {
    private static final Pattern FILE = Pattern.compile("(?m)^== ");

    /** No system has a file of a longer name. */
    private static final int LONGEST_NAME = 255;

    static Papers read(String text) {
        String[] parts = FILE.split(text, -1);
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            List<String> lines = parts[i].lines().toList();
            if (!lines.isEmpty() && lines.get(0).length() <= LONGEST_NAME) {
                files.put(lines.get(0), lines.subList(1, lines.size()));
            }
        }
        return new Papers(LaxXml.read(parts[0]), files);
    }

    Settings parsed() throws InvalidSettings {
        SettingsParser parser = new SettingsParser(
                url -> {
                    List<String> lines = files.get(url);
                    if (lines == null) {
                        throw new IOException("no such file: " + url);
                    }
                    return lines.stream();
                },
                "mx2.example.net");
        return parser.parse(root);
    }
}
