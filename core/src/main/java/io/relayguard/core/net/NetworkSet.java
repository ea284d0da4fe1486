package io.relayguard.core.net;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A set of networks from which others are taken out again with {@code !}: the most specific entry wins.
 *
 * <p>The order of the entries does not count. Immutable, safe for many threads; a question is one binary search.
 */
public final class NetworkSet {
    public static final NetworkSet EMPTY = builtIn();

    /** This machine alone: 127.0.0.0/8 and ::1. */
    public static final NetworkSet LOOPBACK = builtIn("127.0.0.0/8", "::1");

    private final Entries entries;
    private final Ranges ipv4;
    private final Ranges ipv6;

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

    NetworkSet(Entries entries, int[] orderedIpv4, int[] orderedIpv6) {
        this.entries = entries;
        this.ipv4 = RangeSweep.over(entries, orderedIpv4);
        this.ipv6 = RangeSweep.over(entries, orderedIpv6);
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
        int owner = ownerOf(address);
        return owner != Ranges.NOBODY && !entries.isExcluded(owner);
    }

    /** The entry that decides for the address; empty if none covers it, and then the set does not contain it. */
    public Optional<Entry> decidedBy(IpAddress address) {
        int owner = ownerOf(address);
        return owner == Ranges.NOBODY ? Optional.empty() : Optional.of(entries.entry(owner));
    }

    /** All entries in the order in which they were written. */
    public Stream<Entry> entries() {
        return IntStream.range(0, entries.size()).mapToObj(entries::entry);
    }

    public int size() {
        return entries.size();
    }

    private int ownerOf(IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> ipv4.ownerOf(address);
            case IPV6 -> ipv6.ownerOf(address);
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
