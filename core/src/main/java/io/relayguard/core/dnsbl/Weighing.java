package io.relayguard.core.dnsbl;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the zones say about one client, as their answers come in.
 *
 * <p>Each zone that lists adds its weight; silence adds nothing. The score decides as soon as no answer that is still
 * missing can change the side of the threshold that it is on. A zone that only observes is noted, and adds nothing. Used by
 * one thread at a time.
 */
public final class Weighing {
    private final List<Zone> zones;
    private final int threshold;
    private final @Nullable Listing[] answers;
    private int missing;
    private int score;
    private int mayRise;
    private int mayFall;

    /** The zones that are asked: those that have somebody to be asked about. */
    public Weighing(List<Zone> zones, int threshold) {
        this.zones = List.copyOf(zones);
        this.threshold = threshold;
        this.answers = new Listing[zones.size()];
        this.missing = answers.length;
        for (Zone zone : zones) {
            if (!zone.observed()) {
                mayRise += Math.max(zone.weight(), 0);
                mayFall += Math.min(zone.weight(), 0);
            }
        }
    }

    /** Takes the answer of the zone of this number; a second one for the same zone is not heard. */
    public void answer(int number, Listing listing) {
        if (answers[number] != null) {
            return;
        }
        answers[number] = listing;
        missing--;
        Zone zone = zones.get(number);
        if (!zone.observed()) {
            mayRise -= Math.max(zone.weight(), 0);
            mayFall -= Math.min(zone.weight(), 0);
            score += lists(number) ? zone.weight() : 0;
        }
    }

    /** If no missing answer can change the decision any more. */
    public boolean isDecided() {
        return score + mayFall >= threshold || score + mayRise < threshold;
    }

    /** If every zone has answered. */
    public boolean isComplete() {
        return missing == 0;
    }

    /** What the answers so far come to; a zone that is still missing counts as silent. */
    public DnsblVerdict verdict() {
        List<Zone> listing = numbers().filter(this::lists).mapToObj(zones::get).toList();
        return new DnsblVerdict(score >= threshold, score, listing);
    }

    /** If the zone lists by a code that its filter counts. */
    public boolean lists(int number) {
        return answers[number] instanceof Listing.Listed listed
                && listed.counts(zones.get(number).replies());
    }

    /** If its list is the only one that speaks against the client: an observed zone counts like every other here. */
    public boolean listsAlone(int number) {
        return speaksAgainst(number)
                && numbers().filter(this::speaksAgainst).allMatch(other -> isSameList(number, other));
    }

    private boolean speaksAgainst(int number) {
        return lists(number) && !zones.get(number).allows();
    }

    /** If the decision hangs on its list: with it another one than without it, were an observed zone not observed. */
    public boolean decides(int number) {
        if (!lists(number)) {
            return false;
        }
        List<Zone> list = numbers()
                .filter(other -> lists(other) && isSameList(number, other))
                .mapToObj(zones::get)
                .toList();
        int without = score
                - list.stream()
                        .filter(zone -> !zone.observed())
                        .mapToInt(Zone::weight)
                        .sum();
        int with = without + list.stream().mapToInt(Zone::weight).sum();
        return (without >= threshold) != (with >= threshold);
    }

    /** A list may stand several times, each time for other replies. */
    private boolean isSameList(int one, int other) {
        return zones.get(one).name().equals(zones.get(other).name());
    }

    private IntStream numbers() {
        return IntStream.range(0, answers.length);
    }
}
