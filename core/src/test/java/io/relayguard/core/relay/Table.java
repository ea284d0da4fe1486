package io.relayguard.core.relay;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A table of a text block: names in the first row and the first column, a word in each cell; nothing twice. */
final class Table {
    private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    private final List<String> columns;

    Table(String text) {
        List<List<String>> rows = text.lines().map(Table::words).toList();
        columns = rows.get(0).subList(1, rows.get(0).size());
        if (new LinkedHashSet<>(columns).size() != columns.size()) {
            throw new AssertionError("a column twice: " + columns);
        }
        rows.stream().skip(1).forEach(this::add);
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s*\\|\\s*", -1));
    }

    private void add(List<String> row) {
        if (row.size() != columns.size() + 1) {
            throw new AssertionError("a cell too many, or too few: " + row);
        }
        Map<String, String> words = new LinkedHashMap<>();
        for (String column : columns) {
            words.put(column, row.get(columns.indexOf(column) + 1));
        }
        if (cells.putIfAbsent(row.get(0), words) != null || words.containsValue("")) {
            throw new AssertionError("a row twice, or an empty cell: " + row);
        }
    }

    Set<String> rows() {
        return cells.keySet();
    }

    List<String> columns() {
        return columns;
    }

    String cell(String row, String column) {
        Map<String, String> words = Objects.requireNonNull(cells.get(row), row);
        return Objects.requireNonNull(words.get(column), column);
    }
}
