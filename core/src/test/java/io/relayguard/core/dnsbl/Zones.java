package io.relayguard.core.dnsbl;

import io.relayguard.core.net.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Zones and their answers for tests, written as an operator would. */
final class Zones {
    static final Listing SILENT = new Listing.NoAnswer(Silence.TIME_OUT);

    private Zones() {}

    static ZoneName name(String text) {
        return ZoneForm.read(text).orElseThrow();
    }

    static ReplyFilter replies(String text) {
        try {
            return ReplyFilter.parse(text);
        } catch (Misplaced wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    static Zone zone(String name, int weight) {
        return new Zone(name(name), new ZoneLabel(name), Kind.CLIENT, weight, ReplyFilter.ANY, false, true);
    }

    static Zone zone(String name, int weight, String replies) {
        return new Zone(name(name), new ZoneLabel(name), Kind.CLIENT, weight, replies(replies), false, true);
    }

    static Zone observed(Zone zone) {
        return new Zone(zone.name(), zone.label(), zone.kind(), zone.weight(), zone.replies(), true, zone.tested());
    }

    static IpAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }

    static ReplyCode code(String literal) {
        return ReplyCode.of(address(literal)).orElseThrow();
    }

    static Listing listed(String... codes) {
        return new Listing.Listed(Stream.of(codes).map(Zones::code).toList());
    }

    static DnsReply addresses(String... literals) {
        List<IpAddress> addresses = Stream.of(literals).map(Zones::address).toList();
        return new DnsReply.Addresses(addresses, Duration.ofMinutes(5));
    }
}
