package io.relayguard.core.dnsbl;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** The zone that weighs most among those that refuse; empty where none does. */
    public Optional<Zone> decisive() {
        return listed
                ? listing.stream().filter(zone -> !zone.observed()).max(Comparator.comparingInt(Zone::weight))
                : Optional.empty();
    }

    /** The labels of the zones that refuse, the heaviest first, each once; allow lists and observed ones left out. */
    public String refusing() {
        return listing.stream()
                .filter(zone -> !zone.observed() && !zone.allows())
                .sorted(Comparator.comparingInt(Zone::weight).reversed())
                .map(zone -> zone.label().value())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The labels of all zones that list, in the order of the configuration, each once. */
    public List<String> labels() {
        return listing.stream().map(zone -> zone.label().value()).distinct().toList();
    }
}
