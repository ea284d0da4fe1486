package io.relayguard.benchmarks.lookup;

import io.relayguard.core.net.IpNetwork;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What long lists cost at a start: read from disk once, by code that has yet to be compiled. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Loading {
    /** The files, one list long or both. */
    @State(Scope.Thread)
    public static class Lists {
        @Param({"1000000 1", "1 1000000", "1000000 1000000"})
        public String domainsAndNetworks = "";

        private Optional<MadeServer> server = Optional.empty();

        @Setup
        public void write() throws IOException {
            int space = domainsAndNetworks.indexOf(' ');
            List<String> domains = DomainLookup.listed(Integer.parseInt(domainsAndNetworks.substring(0, space)));
            List<IpNetwork> networks = MadeNetworks.of(Integer.parseInt(domainsAndNetworks.substring(space + 1)));
            server = Optional.of(MadeServer.write(
                    domains, networks.stream().map(IpNetwork::toString).toList()));
        }

        @TearDown
        public void delete() throws IOException {
            server.orElseThrow().delete();
        }
    }

    @Benchmark
    public Settings settings(Lists lists) throws InvalidSettings {
        return lists.server.orElseThrow().settings();
    }
}
