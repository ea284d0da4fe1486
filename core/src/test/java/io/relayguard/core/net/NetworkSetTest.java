package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSetTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.1.1,   true,  10.0.0.0/8",
        "10.9.1.1,   false, !10.9.0.0/16",
        "10.9.9.1,   true,  10.9.9.0/24",
        "10.9.9.9,   false, !10.9.9.9",
        "10.9.9.10,  true,  10.9.9.0/24",
        "10.10.0.0,  true,  10.0.0.0/8",
        "11.0.0.0,   false, ",
        "9.255.255.255, false, ",
        "fd00::1,    true,  fd00::/8",
        "fd00:1::1,  false, !fd00:1::/32",
        "fe00::,     false, ",
        "::ffff:10.9.9.9, false, !10.9.9.9",
        "255.255.255.255, true, 255.255.255.255",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true, ffff::/16",
    })
    void theMostSpecificEntryDecidesWhateverTheOrder(String address, boolean contained, String entry)
            throws InvalidNetworks {
        IpAddress client = IpAddress.parse(address).orElseThrow();
        String list = "!10.9.9.9 10.0.0.0/8 10.9.9.0/24 !10.9.0.0/16 !fd00:1::/32 fd00::/8 ffff::/16 255.255.255.255";

        NetworkSet set = NetworkSet.parse("test", list);

        assertThat(set.contains(client)).isEqualTo(contained);
        assertThat(set.decidedBy(client).map(Object::toString)).isEqualTo(Optional.ofNullable(entry));
    }

    @Test
    void theDecidingEntryKnowsWhereItWasWritten() throws InvalidNetworks {
        NetworkSet set = new NetworkList()
                .addText("networks/internal[1]", "10.0.0.0/8")
                .addLines("file://conf/internal.txt", Stream.of("# office", "", " !10.9.9.9 # printer"))
                .toSet();

        assertThat(set.decidedBy(address("10.1.1.1")))
                .map(NetworkSet.Entry::source)
                .contains("networks/internal[1]");
        assertThat(set.decidedBy(address("10.9.9.9")))
                .contains(new NetworkSet.Entry(
                        new IpNetwork(address("10.9.9.9"), 32), true, "file://conf/internal.txt line 3"));
        assertThat(set.entries().map(Object::toString)).containsExactly("10.0.0.0/8", "!10.9.9.9");
        assertThat(set).hasToString("NetworkSet[2 entries]");
    }

    @Test
    void theEmptySetContainsNobody() {
        assertThat(NetworkSet.EMPTY.size()).isZero();
        assertThat(NetworkSet.EMPTY.contains(address("127.0.0.1"))).isFalse();
        assertThat(NetworkSet.EMPTY.decidedBy(address("::1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true", "127.255.255.255, true", "::1, true", "::ffff:127.0.0.1, true",
        "128.0.0.0, false", "126.255.255.255, false", "::, false", "::2, false"
    })
    void loopbackIsThisMachineAlone(String address, boolean contained) {
        assertThat(NetworkSet.LOOPBACK.contains(address(address))).isEqualTo(contained);
    }

    @Test
    void aGatewayIsNeverInside() throws InvalidNetworks {
        Networks networks = new Networks(
                NetworkSet.parse("internal", "10.0.0.0/8, 10.0.0.1"),
                NetworkSet.parse("gateways", "10.0.0.0/24, !10.0.0.2"));

        assertThat(networks.isInside(address("10.1.0.1"))).isTrue();
        assertThat(networks.isInside(address("10.0.0.1"))).isFalse();
        assertThat(networks.isInside(address("10.0.0.2"))).isTrue();
        assertThat(networks.isInside(address("192.0.2.1"))).isFalse();
    }

    private static IpAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
