package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.NetworkList;
import io.relayguard.core.net.NetworkSet;
import java.util.List;
import java.util.stream.IntStream;

/** What holds for every list of networks that was accepted. */
final class NetworkLaws {
    /** About so many entries are asked for, since the plain list takes its time for each address. */
    private static final int ASKED = 16;

    private NetworkLaws() {}

    /** Each entry is there; at the edges of each the same entry decides; and as it is written, it is the same set. */
    static void holds(PlainList plain, NetworkSet set) {
        assertEquals(plain.entries, set.entries().map(NetworkLaws::plain).toList());
        int step = 1 + plain.entries.size() / ASKED;
        IntStream.iterate(0, i -> i < plain.entries.size(), i -> i + step)
                .mapToObj(plain.entries::get)
                .flatMap(entry -> entry.network().edges())
                .forEach(address -> assertEquals(
                        plain.contains(address),
                        set.contains(address.asked()),
                        () -> address + " in " + plain.entries));
        assertEquals(written(set), written(readAgain(written(set))));
    }

    private static PlainList.Entry plain(NetworkSet.Entry entry) {
        PlainNetwork network = new PlainNetwork(
                PlainAddress.of(entry.network().first()), entry.network().prefix());
        return new PlainList.Entry(network, entry.excluded());
    }

    private static List<String> written(NetworkSet set) {
        return set.entries().map(NetworkSet.Entry::toString).toList();
    }

    private static NetworkSet readAgain(List<String> lines) {
        try {
            return new NetworkList().addLines("again", lines.stream()).toSet();
        } catch (InvalidNetworks refused) {
            throw new AssertionError(refused);
        }
    }
}
