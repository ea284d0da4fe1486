package io.relayguard.core.dnsbl;

/**
 * One list in DNS, and what a listing there counts.
 *
 * @param replies which of its answers are a listing
 * @param weight what a listing adds to the score: 1 to 100, or -100 to -1 for an allow list
 * @param observed if it is only watched: its listings are counted, and decide nothing
 * @param tested if it has the test entries of RFC 5782
 */
public record Zone(
        ZoneName name, ZoneLabel label, Kind kind, int weight, ReplyFilter replies, boolean observed, boolean tested) {
    public static final int GREATEST_WEIGHT = 100;

    public Zone {
        if (weight == 0 || weight < -GREATEST_WEIGHT || weight > GREATEST_WEIGHT) {
            throw new IllegalArgumentException("not a weight: " + weight);
        }
    }

    /** If a listing here speaks for the client. */
    public boolean allows() {
        return weight < 0;
    }

    @Override
    public String toString() {
        return label.value();
    }
}
