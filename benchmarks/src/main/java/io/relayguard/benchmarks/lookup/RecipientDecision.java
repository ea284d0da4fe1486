package io.relayguard.benchmarks.lookup;

import com.google.common.collect.Multiset;
import com.google.common.collect.TreeMultiset;
import io.relayguard.benchmarks.lookup.MadeEnvelopes.Envelope;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.IpNetwork;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.relay.Decision;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.core.relay.RelayRules;
import io.relayguard.core.relay.Verdict;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What core does at one RCPT of a server with many relay domains and many internal networks. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecipientDecision {
    /** An envelope whose addresses have been read. */
    record Case(Origin origin, ReversePath reversePath, Recipient recipient) {}

    /** The server, and who writes to whom. */
    @State(Scope.Thread)
    public static class Server {
        private static final RelayPolicy NONE = policy(RelayRules.DEFAULT, Networks.DEFAULT, RelayDomains.NONE);

        @Param("1000000")
        public int relayDomains;

        @Param("100000")
        public int internalNetworks;

        private RelayPolicy policy = NONE;
        private Rotation<Envelope> envelopes = new Rotation<>(List.of(), Envelope[]::new);
        private Rotation<Case> cases = new Rotation<>(List.of(), Case[]::new);

        @Setup
        public void make() throws IOException, InvalidSettings {
            List<String> domains = DomainLookup.listed(relayDomains);
            List<IpNetwork> networks = MadeNetworks.of(internalNetworks);
            policy = policy(domains, networks);
            List<Envelope> made = MadeEnvelopes.of(Addresses.asked(networks), domains);
            envelopes = new Rotation<>(made, Envelope[]::new);
            cases = new Rotation<>(made.stream().map(Server::read).toList(), Case[]::new);
        }

        /** With all that it has when it is timed. */
        static Server whole() throws IOException, InvalidSettings {
            Server server = new Server();
            server.relayDomains = 1_000_000;
            server.internalNetworks = 100_000;
            server.make();
            return server;
        }

        /** How often each verdict falls. */
        Multiset<String> verdicts() {
            Multiset<String> verdicts = TreeMultiset.create();
            for (int asked = 0; asked < Addresses.ASKED; asked++) {
                Case next = cases.next();
                Verdict verdict = policy.decide(next.origin, next.reversePath, next.recipient)
                        .verdict();
                verdicts.add(
                        verdict instanceof Verdict.Refuse refused
                                ? refused.why().code()
                                : verdict.getClass().getSimpleName());
            }
            return verdicts;
        }

        private static Case read(Envelope envelope) {
            return new Case(
                    envelope.origin(), ReversePath.parse(envelope.mailFrom()), Recipient.parse(envelope.rcptTo()));
        }

        private static RelayPolicy policy(List<String> domains, List<IpNetwork> networks)
                throws IOException, InvalidSettings {
            MadeServer server = MadeServer.write(
                    domains, networks.stream().map(IpNetwork::toString).toList());
            Settings settings = server.settings();
            server.delete();
            return policy(settings.rules(), settings.networks(), settings.relayDomains());
        }

        private static RelayPolicy policy(RelayRules rules, Networks networks, RelayDomains relayDomains) {
            Set<String> local = Set.copyOf(MadeEnvelopes.LOCAL);
            Set<IpAddress> own = Set.of();
            return new RelayPolicy(rules, networks, relayDomains, local::contains, own::contains);
        }
    }

    @Benchmark
    public Decision decided(Server server) {
        Case asked = server.cases.next();
        return server.policy.decide(asked.origin(), asked.reversePath(), asked.recipient());
    }

    @Benchmark
    public Decision readAndDecided(Server server) {
        Case asked = Server.read(server.envelopes.next());
        return server.policy.decide(asked.origin(), asked.reversePath(), asked.recipient());
    }
}
