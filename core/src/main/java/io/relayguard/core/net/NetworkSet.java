package io.relayguard.core.net;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A set of networks from which others are taken out again with {@code !}: the most specific entry wins.
 *
 * <p>The order of the entries does not count. Immutable, safe for many threads.
 */
public final class NetworkSet {
    public static final NetworkSet EMPTY = builtIn();

    /** This machine alone: 127.0.0.0/8 and ::1. */
    public static final NetworkSet LOOPBACK = builtIn("127.0.0.0/8", "::1");

    private final NestedNetworks ipv4;
    private final NestedNetworks ipv6;
    private final Places places;

    /**
     * One entry.
     *
     * @param source where it was written, such as {@code networks/internal[1]} or {@code file://conf/list.txt line 12}
     */
    public record Entry(IpNetwork network, boolean excluded, String source) {
        /** The entry as it is written, in its canonical form. */
        @Override
        public String toString() {
            return (excluded ? "!" : "") + network;
        }
    }

    NetworkSet(NestedNetworks ipv4, NestedNetworks ipv6, Places places) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.places = places;
    }

    /**
     * Reads a list such as {@code 10.0.0.0/8, fd00::/8, !10.9.9.9}.
     *
     * @param source what the list is called in messages
     * @throws InvalidNetworks with all that is wrong
     */
    public static NetworkSet parse(String source, String text) throws InvalidNetworks {
        return new NetworkList().addText(source, text).toSet();
    }

    public boolean contains(IpAddress address) {
        NestedNetworks family = of(address.family());
        int decides = family.deciding(address.high(), address.low());
        return decides != NestedNetworks.NOBODY && !family.entries().isExcluded(decides);
    }

    /** The entry that decides for the address; empty if none covers it, and then the set does not contain it. */
    public Optional<Entry> decidedBy(IpAddress address) {
        NestedNetworks family = of(address.family());
        int decides = family.deciding(address.high(), address.low());
        return decides == NestedNetworks.NOBODY
                ? Optional.empty()
                : Optional.of(family.entries().entry(decides, places));
    }

    /** All entries in the order in which they were written; that order is found out anew each time. */
    public Stream<Entry> entries() {
        int ofIpv4 = ipv4.entries().size();
        return LongStream.concat(byPlace(ipv4.entries(), 0), byPlace(ipv6.entries(), ofIpv4))
                .sorted()
                .mapToInt(placed -> (int) placed)
                .mapToObj(number -> number < ofIpv4
                        ? ipv4.entries().entry(number, places)
                        : ipv6.entries().entry(number - ofIpv4, places));
    }

    /** The entries' numbers from {@code start} on, each behind its place. */
    private static LongStream byPlace(Entries family, int start) {
        return IntStream.range(0, family.size()).mapToLong(entry -> (long) family.place(entry) << 32 | (start + entry));
    }

    public int size() {
        return ipv4.entries().size() + ipv6.entries().size();
    }

    private NestedNetworks of(IpAddress.Family family) {
        return switch (family) {
            case IPV4 -> ipv4;
            case IPV6 -> ipv6;
        };
    }

    /** A summary: a set may hold a million entries. */
    @Override
    public String toString() {
        return "NetworkSet[" + size() + " entries]";
    }

    private static NetworkSet builtIn(String... networks) {
        try {
            return new NetworkList().addLines("default", Stream.of(networks)).toSet();
        } catch (InvalidNetworks impossible) {
            throw new AssertionError(impossible);
        }
    }
}
