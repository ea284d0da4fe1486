package io.relayguard.core.dnsbl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Zones in one line, as a matcher's condition has them: {@code zen.spamhaus.org=127.0.0.[2..11]*3,bl.example.net;threshold=3}.
 *
 * <p>Each zone is asked about the client. Its weight and the threshold are 1 unless they are given. Blanks may stand around
 * each sign. A name may hold a key by mistake: no message ever shows one.
 */
public final class ZoneCondition {
    private static final String WEIGHT = "a weight from 1 to 100, or from -100 to -1 for an allow list";
    private static final String KEY =
            "a zone without a key (one that has a key goes into relayguard.xml, with a label that is shown in its place)";
    private static final String AFTER_WEIGHT = "a comma before the next zone, or ;threshold=";
    private static final String AFTER_REPLIES = "* before a weight, " + AFTER_WEIGHT;
    private static final String AFTER_NAME = "= before replies, " + AFTER_REPLIES;

    private final Cursor cursor;
    private final List<Zone> zones = new ArrayList<>();
    private String next = AFTER_NAME;

    private ZoneCondition(String text) {
        this.cursor = new Cursor(text);
    }

    /** Reads the whole line. */
    public static DnsblRules parse(String text) throws Misplaced {
        return new ZoneCondition(text).rules();
    }

    private DnsblRules rules() throws Misplaced {
        cursor.skipBlanks();
        do {
            zone();
        } while (cursor.takesSign(","));
        if (!cursor.isAtEnd() && !cursor.isAt(";")) {
            throw cursor.misplaced(next);
        }
        int most = new DnsblRules(zones, 1).greatestScore();
        if (most == 0) {
            throw cursor.misplaced("a zone with a positive weight, since allow lists alone list nobody");
        }
        return new DnsblRules(zones, threshold(most));
    }

    private void zone() throws Misplaced {
        int start = cursor.position();
        ZoneName name = name();
        next = AFTER_NAME;
        ReplyFilter replies = cursor.takesSign("=") ? replies() : ReplyFilter.ANY;
        int weight = cursor.takesSign("*") ? weight() : 1;
        if (zones.stream()
                .anyMatch(other -> other.name().equals(name) && other.replies().equals(replies))) {
            throw cursor.misplacedAt(start, "each zone once with the same replies");
        }
        ZoneLabel label = new ZoneLabel(name.secret().value());
        zones.add(new Zone(name, label, Kind.CLIENT, weight, replies, false, true));
    }

    private ZoneName name() throws Misplaced {
        int start = cursor.position();
        String written = cursor.word("=*,;");
        if (written.isEmpty()) {
            throw cursor.misplaced(ZoneForm.EXPECTED);
        }
        Optional<ZoneName> name = ZoneForm.read(written);
        if (name.isEmpty() || name.get().looksLikeItHoldsAKey()) {
            throw Misplaced.hidden(written, start, name.isEmpty() ? ZoneForm.EXPECTED : KEY);
        }
        return name.get();
    }

    private ReplyFilter replies() throws Misplaced {
        next = AFTER_REPLIES;
        return ReplyFilter.read(cursor);
    }

    private int weight() throws Misplaced {
        next = AFTER_WEIGHT;
        boolean negative = cursor.takes("-");
        int size = cursor.number(1, Zone.GREATEST_WEIGHT, WEIGHT);
        return negative ? -size : size;
    }

    private int threshold(int most) throws Misplaced {
        if (!cursor.takesSign(";")) {
            return 1;
        }
        cursor.demand("threshold=", "threshold= and a number");
        int threshold = cursor.number(1, most, "a threshold from 1 to " + most + ", which is all weights together");
        cursor.skipBlanks();
        if (!cursor.isAtEnd()) {
            throw cursor.misplaced("nothing after the threshold");
        }
        return threshold;
    }
}
