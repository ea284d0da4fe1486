package io.relayguard.core.dnsbl;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which answers of a zone are a listing, octet by octet: {@code 127.0.0.2}, {@code 127.0.0.[2..11;14]}.
 *
 * <p>An octet is a number, or numbers and ranges in brackets with semicolons between them. The first one is 127, since no
 * other answer counts. Immutable.
 */
public final class ReplyFilter {
    /** Every answer that counts at all. */
    public static final ReplyFilter ANY = any();

    /** How to write one, with an example. */
    public static final String EXPECTED = "four octets such as 127.0.0.2 or 127.0.0.[2..11;14]";

    private static final int OCTETS = 4;
    private static final int LARGEST = 255;
    private static final int LOOPBACK = 127;
    private static final String OCTET = "a number from 0 to 255";

    private final String text;
    private final List<BitSet> octets;

    private ReplyFilter(String text, List<BitSet> octets) {
        this.text = text;
        this.octets = octets;
    }

    private static ReplyFilter any() {
        try {
            return parse("127.[0..255].[0..255].[0..255]");
        } catch (Misplaced impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Reads a whole text. */
    public static ReplyFilter parse(String text) throws Misplaced {
        Cursor cursor = new Cursor(text);
        ReplyFilter filter = read(cursor);
        if (!cursor.isAtEnd()) {
            throw cursor.misplaced("nothing after the fourth octet");
        }
        return filter;
    }

    /** Reads a filter that other things may follow. */
    static ReplyFilter read(Cursor cursor) throws Misplaced {
        int start = cursor.position();
        List<BitSet> octets = new ArrayList<>(OCTETS);
        octets.add(first(cursor));
        while (octets.size() < OCTETS) {
            cursor.demand(".", "a dot before the next of four octets");
            octets.add(octet(cursor));
        }
        return new ReplyFilter(cursor.since(start), octets);
    }

    private static BitSet first(Cursor cursor) throws Misplaced {
        int start = cursor.position();
        BitSet first = octet(cursor);
        if (first.cardinality() != 1 || !first.get(LOOPBACK)) {
            throw cursor.misplacedAt(start, "127 as the first octet, since no other answer counts");
        }
        return first;
    }

    private static BitSet octet(Cursor cursor) throws Misplaced {
        BitSet numbers = new BitSet();
        if (!cursor.takes("[")) {
            numbers.set(cursor.number(0, LARGEST, OCTET + ", or [ before several"));
            return numbers;
        }
        do {
            int first = cursor.number(0, LARGEST, OCTET);
            int last = cursor.takes("..")
                    ? cursor.number(first, LARGEST, "a number from " + first + " to 255, which ends the range")
                    : first;
            numbers.set(first, last + 1);
        } while (cursor.takes(";"));
        cursor.demand("]", ".. before the end of a range, ; before the next number, or ]");
        return numbers;
    }

    public boolean matches(ReplyCode code) {
        for (int number = 0; number < OCTETS; number++) {
            if (!octets.get(number).get(code.octet(number))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplyFilter filter && filter.octets.equals(octets);
    }

    @Override
    public int hashCode() {
        return octets.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
