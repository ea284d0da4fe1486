package io.relayguard.benchmarks.lookup;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.DomainTable;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomainList;
import io.relayguard.core.primary.RelayDomains;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Is this domain in the list, and on which line? Half of those asked for are. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DomainLookup {
    private static final int ASKED = 1 << 16;
    private static final int LISTED_SEED = 1;
    private static final int ASKED_SEED = 2;

    /** The list, and who is asked for. */
    @State(Scope.Thread)
    public static class Domains {
        @Param("1000000")
        public int size;

        private DomainTable table = DomainTable.EMPTY;
        private RelayDomains relayDomains = RelayDomains.NONE;
        private Map<String, Integer> map = Map.of();
        private Rotation<DomainName> asked = new Rotation<>(List.of(), DomainName[]::new);

        @Setup
        public void make() {
            List<String> made = listed(size);
            table = table(made);
            map = map(made);
            relayDomains = new RelayDomains(
                    Map.of(), List.of(new RelayDomainList("made", table, List.of(new Primary.Mx()), Map.of())));
            asked = new Rotation<>(asked(made), DomainName[]::new);
        }
    }

    static List<String> listed(int size) {
        return MadeDomains.of(size, LISTED_SEED);
    }

    static DomainTable table(List<String> names) {
        DomainTable.Builder table = new DomainTable.Builder();
        for (int line = 0; line < names.size(); line++) {
            table.add(new DomainName(names.get(line)), line);
        }
        return table.build();
    }

    /** What one would take otherwise. */
    static Map<String, Integer> map(List<String> names) {
        Map<String, Integer> map = new HashMap<>();
        for (int line = 0; line < names.size(); line++) {
            map.put(names.get(line), line);
        }
        return map;
    }

    /** Strings of their own, side by side in memory, as if they had just been read. */
    private static List<DomainName> asked(List<String> listed) {
        Random random = new Random(7);
        List<String> names = new ArrayList<>(MadeDomains.of(ASKED / 2, ASKED_SEED));
        random.ints(ASKED / 2, 0, listed.size()).forEach(line -> names.add(listed.get(line)));
        Collections.shuffle(names, random);
        return names.stream()
                .map(name -> new DomainName(String.copyValueOf(name.toCharArray())))
                .toList();
    }

    @Benchmark
    public OptionalInt table(Domains domains) {
        return domains.table.find(domains.asked.next());
    }

    @Benchmark
    public Optional<RelayDomain> relayDomains(Domains domains) {
        return domains.relayDomains.find(domains.asked.next());
    }

    /** A string remembers its hash, so that from the second round on the map does not compute any; the table does. */
    @Benchmark
    public @Nullable Integer hashMap(Domains domains) {
        return domains.map.get(domains.asked.next().value());
    }
}
