package io.relayguard.core.net;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The entries as they were written, by number, in arrays of numbers: a million of them take some 30 MB. */
final class Entries {
    private static final int PREFIX = 0xff;
    private static final int IPV6 = 0x100;
    private static final int EXCLUDED = 0x200;

    private final ImmutableLongArray high;
    private final ImmutableLongArray low;
    private final ImmutableIntArray marks;
    private final ImmutableLongArray places;
    private final List<String> sources;

    private Entries(Builder builder) {
        high = builder.high.build().trimmed();
        low = builder.low.build().trimmed();
        marks = builder.marks.build().trimmed();
        places = builder.places.build().trimmed();
        sources = List.copyOf(builder.sources);
    }

    int size() {
        return marks.length();
    }

    /** The numbers of one family's entries, by first address; the larger network first, then the earlier entry. */
    int[] ordered(IpAddress.Family family) {
        Comparator<Integer> byFirst =
                (one, other) -> Ranges.compare(high.get(one), low.get(one), high.get(other), low.get(other));
        return IntStream.range(0, size())
                .filter(entry -> family(entry) == family)
                .boxed()
                .sorted(byFirst.thenComparingInt(this::prefix).thenComparingInt(entry -> entry))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    long high(int entry) {
        return high.get(entry);
    }

    long low(int entry) {
        return low.get(entry);
    }

    long lastHigh(int entry) {
        return high(entry) | ~Mask.of(family(entry), prefix(entry)).high();
    }

    long lastLow(int entry) {
        return low(entry) | ~Mask.of(family(entry), prefix(entry)).low();
    }

    boolean endsBefore(int entry, int next) {
        return Ranges.compare(lastHigh(entry), lastLow(entry), high(next), low(next)) < 0;
    }

    boolean sameNetwork(int one, int other) {
        return high(one) == high(other)
                && low(one) == low(other)
                && prefix(one) == prefix(other)
                && family(one) == family(other);
    }

    boolean isExcluded(int entry) {
        return (marks.get(entry) & EXCLUDED) != 0;
    }

    NetworkSet.Entry entry(int entry) {
        IpAddress first = new IpAddress(family(entry), high(entry), low(entry));
        return new NetworkSet.Entry(new IpNetwork(first, prefix(entry)), isExcluded(entry), source(entry));
    }

    private String source(int entry) {
        long place = places.get(entry);
        return place(sources.get((int) (place >>> 32)), (int) place);
    }

    /** A place as messages name it; line 0 is the whole source. */
    static String place(String source, int line) {
        return line == 0 ? source : source + " line " + line;
    }

    private int prefix(int entry) {
        return marks.get(entry) & PREFIX;
    }

    private IpAddress.Family family(int entry) {
        return (marks.get(entry) & IPV6) != 0 ? IpAddress.Family.IPV6 : IpAddress.Family.IPV4;
    }

    static final class Builder {
        private final ImmutableLongArray.Builder high = ImmutableLongArray.builder();
        private final ImmutableLongArray.Builder low = ImmutableLongArray.builder();
        private final ImmutableIntArray.Builder marks = ImmutableIntArray.builder();
        private final ImmutableLongArray.Builder places = ImmutableLongArray.builder();
        private final List<String> sources = new ArrayList<>();

        /** The entries added from now on stand in this source. */
        void source(String source) {
            sources.add(source);
        }

        void add(IpNetwork network, boolean excluded, int line) {
            IpAddress first = network.first();
            high.add(first.high());
            low.add(first.low());
            marks.add(network.prefix()
                    | (first.family() == IpAddress.Family.IPV6 ? IPV6 : 0)
                    | (excluded ? EXCLUDED : 0));
            places.add((sources.size() - 1L) << 32 | line);
        }

        Entries build() {
            return new Entries(this);
        }
    }
}
