package io.relayguard.benchmarks.lookup;

import inet.ipaddr.IPAddress;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.IpNetwork;
import io.relayguard.core.net.NetworkSet;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.james.dnsservice.library.netmatcher.NetMatcher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Is this address in the list? Each side is asked with an address of its own type, which was read before. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NetworkLookup {
    /** Our set. */
    @State(Scope.Thread)
    public static class Ours {
        @Param({"10", "1000", "100000", "1000000"})
        public int size;

        private NetworkSet networks = NetworkSet.EMPTY;
        private Rotation<IpAddress> asked = new Rotation<>(List.of(), IpAddress[]::new);

        @Setup
        public void make() {
            List<IpNetwork> made = MadeNetworks.of(size);
            networks = MadeNetworks.set(made);
            asked = new Rotation<>(Addresses.asked(made), IpAddress[]::new);
        }
    }

    /** The trie. */
    @State(Scope.Thread)
    public static class Tries {
        @Param({"10", "1000", "100000", "1000000"})
        public int size;

        private Trie networks = Trie.EMPTY;
        private Rotation<IPAddress> asked = new Rotation<>(List.of(), IPAddress[]::new);

        @Setup
        public void make() {
            List<IpNetwork> made = MadeNetworks.of(size);
            networks = Trie.of(made);
            asked = new Rotation<>(
                    Addresses.asked(made).stream().map(Trie::address).toList(), IPAddress[]::new);
        }
    }

    /** James's own, which goes through the list: a million would take minutes, and are left out. */
    @State(Scope.Thread)
    public static class Matchers {
        @Param({"10", "1000", "100000"})
        public int size;

        private NetMatcher networks = JamesMatcher.of(List.of());
        private Rotation<InetAddress> asked = new Rotation<>(List.of(), InetAddress[]::new);

        @Setup
        public void make() {
            List<IpNetwork> made = MadeNetworks.of(size);
            networks = JamesMatcher.of(made);
            asked = new Rotation<>(
                    Addresses.asked(made).stream().map(JamesMatcher::address).toList(), InetAddress[]::new);
        }
    }

    @Benchmark
    public boolean relayGuard(Ours ours) {
        return ours.networks.contains(ours.asked.next());
    }

    @Benchmark
    public boolean trie(Tries tries) {
        return tries.networks.contains(tries.asked.next());
    }

    @Benchmark
    public boolean netMatcher(Matchers matchers) {
        return matchers.networks.matchInetNetwork(matchers.asked.next());
    }
}
