package io.relayguard.core.dnsbl;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all zones together say.
 *
 * @param listed if the score has reached the threshold
 * @param score the sum of the weights of the enforced zones that list
 * @param listing the zones that list, observed ones and allow lists among them
 */
public record DnsblVerdict(boolean listed, int score, List<Zone> listing) {
    /** Nobody was asked. */
    public static final DnsblVerdict UNASKED = new DnsblVerdict(false, 0, List.of());

    public DnsblVerdict {
        listing = List.copyOf(listing);
    }

    /** The zone that weighs most among those that refuse; empty where the client is not listed. */
    public Optional<Zone> decisive() {
        return against().findFirst().filter(zone -> listed);
    }

    /** The labels of the zones that refuse, or would, the heaviest first, each once; allow lists and observed ones left out. */
    public String refusing() {
        return against().map(zone -> zone.label().value()).distinct().collect(Collectors.joining(", "));
    }

    private Stream<Zone> against() {
        return listing.stream()
                .filter(zone -> !zone.observed() && !zone.allows())
                .sorted(Comparator.comparingInt(Zone::weight).reversed());
    }

    /** The labels of all zones that list, in the order of the configuration, each once. */
    public List<String> labels() {
        return listing.stream().map(zone -> zone.label().value()).distinct().toList();
    }
}
