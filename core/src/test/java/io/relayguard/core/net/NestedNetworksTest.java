package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that name only near entries lead outwards all the same: a step at a time, if that is how far they reach. */
class NestedNetworksTest {
    private static final int LISTS = 300;
    private static final int QUESTIONS = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1000})
    void theMostSpecificEntryDecidesHoweverFarBackTheOneAroundIs(int furthest) {
        Random random = new Random(furthest);
        for (int list = 0; list < LISTS; list++) {
            List<IpNetwork> networks = networks(random);
            NestedNetworks nested = new NestedNetworks(entries(networks, furthest));
            for (int question = 0; question < QUESTIONS; question++) {
                IpAddress asked = address(random);
                int decides = nested.deciding(asked.high(), asked.low());

                assertThat(decides == NestedNetworks.NOBODY ? List.of() : List.of(prefix(nested, decides)))
                        .as("%s in %s", asked, networks)
                        .isEqualTo(longestPrefix(networks, asked));
            }
        }
    }

    private static int prefix(NestedNetworks nested, int entry) {
        Places.Builder places = new Places.Builder();
        places.text("here");
        return nested.entries().entry(entry, places.build()).network().prefix();
    }

    private static List<Integer> longestPrefix(List<IpNetwork> networks, IpAddress asked) {
        return networks.stream()
                .filter(network -> network.contains(asked))
                .map(IpNetwork::prefix)
                .max(Comparator.naturalOrder())
                .stream()
                .toList();
    }

    /** All within 10.0.0.0/24, so that they nest deeply. */
    private static List<IpNetwork> networks(Random random) {
        return Stream.generate(() -> IpNetwork.around(address(random), 22 + random.nextInt(11)))
                .limit(1 + random.nextInt(60))
                .distinct()
                .toList();
    }

    private static IpAddress address(Random random) {
        return new IpAddress(IpAddress.Family.IPV4, 0, 0x0a00_0000L + random.nextInt(256));
    }

    private static Entries entries(List<IpNetwork> networks, int furthest) {
        Entries.Builder building = new Entries.Builder(IpAddress.Family.IPV4, 1, furthest);
        networks.forEach(network -> building.add(network, false, 1));
        Entries written = building.build();
        return written.inOrder(EntryOrder.of(written));
    }
}
