package io.relayguard.core.dnsbl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Zones in one line, as a matcher's condition has them: {@code zen.spamhaus.org=127.0.0.[2..11]*3,bl.example.net;threshold=3}.
 *
 * <p>Each zone is asked about the client. Its weight and the threshold are 1 unless they are given.
 */
public final class ZoneCondition {
    private static final String NAME = "the name of a zone, such as zen.spamhaus.org";
    private static final String WEIGHT = "a weight from 1 to 100 or from -1 to -100";
    private static final String KEY =
            "a zone without a key (one that has a key goes into relayguard.xml, with a label that is shown in its place)";

    private final String text;
    private final Cursor cursor;
    private final List<Zone> zones = new ArrayList<>();

    private ZoneCondition(String text) {
        this.text = text;
        this.cursor = new Cursor(text);
    }

    /** Reads the whole line. */
    public static DnsblRules parse(String text) throws Misplaced {
        return new ZoneCondition(text).rules();
    }

    private DnsblRules rules() throws Misplaced {
        do {
            zone();
        } while (cursor.takes(","));
        int threshold = threshold();
        if (!cursor.isAtEnd()) {
            throw cursor.misplaced("= before replies, * before a weight, a comma before the next zone, or ;threshold=");
        }
        return new DnsblRules(zones, threshold);
    }

    private void zone() throws Misplaced {
        cursor.skipBlanks();
        int start = cursor.position();
        ZoneName name = name(start);
        ReplyFilter replies = cursor.takes("=") ? ReplyFilter.read(cursor, text) : ReplyFilter.ANY;
        int weight = cursor.takes("*") ? weight() : 1;
        cursor.skipBlanks();
        ZoneLabel label = new ZoneLabel(name.secret().value());
        Zone zone = new Zone(name, label, Kind.CLIENT, weight, replies, false, true);
        if (zones.stream()
                .anyMatch(other -> other.name().equals(name) && other.replies().equals(replies))) {
            throw cursor.misplacedAt(start, "each zone once with the same replies");
        }
        zones.add(zone);
    }

    private ZoneName name(int start) throws Misplaced {
        String written = cursor.upTo("=*,; \t\r\n");
        Optional<ZoneName> name = ZoneForm.read(written);
        if (name.isEmpty()) {
            throw cursor.misplacedAt(start, NAME);
        }
        if (name.get().looksLikeItHoldsAKey()) {
            throw cursor.misplacedAt(start, KEY);
        }
        return name.get();
    }

    private int weight() throws Misplaced {
        boolean negative = cursor.takes("-");
        int size = cursor.number(1, Zone.GREATEST_WEIGHT, WEIGHT);
        return negative ? -size : size;
    }

    private int threshold() throws Misplaced {
        if (!cursor.takes(";")) {
            return 1;
        }
        cursor.skipBlanks();
        cursor.demand("threshold=", "threshold= and a number");
        int start = cursor.position();
        int most = new DnsblRules(zones, 1).greatestScore();
        if (most == 0) {
            throw cursor.misplacedAt(start, "a zone with a positive weight before the threshold");
        }
        int threshold = cursor.number(1, most, "a threshold from 1 to " + most + ", which is all weights together");
        cursor.skipBlanks();
        return threshold;
    }
}
