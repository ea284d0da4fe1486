package io.relayguard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.relayguard.core.net.IpNetwork;
import io.relayguard.core.net.NotANetwork;
import java.util.Optional;

/** {@link IpNetwork#parse}: an accepted network ends where its prefix says, and a refusal can be read. */
class IpNetworkFuzzTest {
    private static final int LONGEST_MESSAGE = 1000;

    @FuzzTest
    void aNetworkHoldsItsEdgesAndNotTheirNeighbours(byte[] input) throws NotANetwork {
        String text = Text.of(input);
        Optional<PlainNetwork> plain = PlainNetwork.read(text);
        Optional<IpNetwork> read = read(text);

        assertEquals(plain, read.map(IpNetworkFuzzTest::plain), text);
        if (plain.isPresent() && read.isPresent()) {
            plain.get()
                    .edges()
                    .forEach(address -> assertEquals(
                            plain.get().covers(address),
                            read.get().contains(address.asked()),
                            () -> address + " in " + text));
            assertEquals(read.get(), IpNetwork.parse(read.get().toString()));
        }
    }

    private static Optional<IpNetwork> read(String text) {
        try {
            return Optional.of(IpNetwork.parse(text));
        } catch (NotANetwork refused) {
            Messages.check(String.valueOf(refused.getMessage()), LONGEST_MESSAGE);
            return Optional.empty();
        }
    }

    private static PlainNetwork plain(IpNetwork network) {
        return new PlainNetwork(PlainAddress.of(network.first()), network.prefix());
    }
}
