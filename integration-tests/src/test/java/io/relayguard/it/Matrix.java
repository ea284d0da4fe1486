package io.relayguard.it;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a sample is to do, as a table: a line for each client and sender, a column for each recipient. Two senders that
 * are the same to a client stand in one line: to an insider everybody of our domain is legitimate ({@code
 * local=forged}), of a stranger nobody is ({@code forged=local}).
 *
 * <p>{@code 250}, {@code denied} and {@code forged} are replies at RCPT; {@code delivered}, {@code kept} and {@code
 * primary} say what became of a fetched mail; {@code -} says that there is no such client.
 */
record Matrix(List<Line> lines) {
    enum Client {
        INSIDE,
        USER,
        OUTSIDE,
        PROXIED_INSIDE,
        PROXIED_OUTSIDE,
        FETCHED
    }

    enum Sender {
        LOCAL,
        FOREIGN,
        NULL,
        FORGED
    }

    enum To {
        USER,
        POSTMASTER,
        RELAY_DOMAIN,
        ELSEWHERE
    }

    /** One client with one sender, and what it gets for each recipient. */
    record Line(Client client, Sender sender, Map<To, String> expected) {
        boolean isApplicable() {
            return !expected.containsValue("-");
        }

        @Override
        public String toString() {
            return client.name().toLowerCase(Locale.ROOT) + ", sender "
                    + sender.name().toLowerCase(Locale.ROOT) + ": " + expected;
        }
    }

    Matrix {
        lines = List.copyOf(lines);
    }

    static Matrix of(String table) {
        List<Line> lines = new ArrayList<>();
        table.lines().skip(1).filter(line -> !line.isBlank()).forEach(line -> parse(line, lines));
        Matrix matrix = new Matrix(lines);
        matrix.requireEveryCellOnce();
        return matrix;
    }

    private static void parse(String line, List<Line> lines) {
        List<String> cells = List.of(line.strip().split("[ |]+", -1));
        if (cells.size() != 2 + To.values().length) {
            throw new IllegalArgumentException("a line has a client, a sender and " + To.values().length
                    + " cells, but this one has not: " + line);
        }
        Iterator<String> outcomes = cells.listIterator(2);
        Map<To, String> expected = new EnumMap<>(To.class);
        for (To to : To.values()) {
            expected.put(to, outcomes.next());
        }
        Client client = Client.valueOf(cells.get(0).toUpperCase(Locale.ROOT).replace('-', '_'));
        String senders = cells.get(1).replace("any", "local=foreign=null=forged");
        for (String sender : senders.split("=", -1)) {
            lines.add(new Line(client, Sender.valueOf(sender.toUpperCase(Locale.ROOT)), expected));
        }
    }

    private void requireEveryCellOnce() {
        for (Client client : Client.values()) {
            for (Sender sender : Sender.values()) {
                long found = lines.stream()
                        .filter(line -> line.client() == client && line.sender() == sender)
                        .count();
                if (found != 1) {
                    throw new IllegalArgumentException("client " + client + " with sender " + sender + " stands in "
                            + found + " lines, not in one");
                }
            }
        }
    }
}
