package io.relayguard.core.dnsbl;

import java.util.List;

/**
 * A name that every list has, or that none may have (RFC 5782 section 5).
 *
 * @param label the name below the zone
 * @param listed if it has to be there; otherwise it must not be
 * @param needed if a zone that does not answer as it should is no working one; of the entries for IPv6 a list of IPv4
 *     clients need not even know the names
 */
public record TestEntry(String label, boolean listed, boolean needed) {
    /** In the order of questions: first what must not be there. */
    public static List<TestEntry> of(Zone zone) {
        List<TestEntry> all = switch (zone.kind()) {
            case CLIENT ->
                List.of(
                        new TestEntry("1.0.0.127", false, true),
                        new TestEntry(mapped(1), false, false),
                        new TestEntry("2.0.0.127", true, true),
                        new TestEntry(mapped(2), true, false));
            case SENDER, HELO -> List.of(new TestEntry("invalid", false, true), new TestEntry("test", true, true));
        };
        return zone.tested()
                ? all
                : all.stream().filter(entry -> !entry.listed()).toList();
    }

    /** {@code ::ffff:127.0.0.n}, in nibbles: for lists it is an address of IPv6. */
    private static String mapped(int last) {
        return ReverseName.nibbles(0, 0xffff_7f00_0000L | last);
    }
}
