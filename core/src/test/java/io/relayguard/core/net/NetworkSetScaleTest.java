package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkSetScaleTest {
    private static final int HALF = 500_000;

    @Test
    void aMillionEntriesAreReadAndAnswerRight() throws InvalidNetworks {
        Stream<String> ipv4 = IntStream.range(0, HALF).mapToObj(NetworkSetScaleTest::ipv4);
        Stream<String> ipv6 = IntStream.range(0, HALF).mapToObj(NetworkSetScaleTest::ipv6);

        NetworkSet set = new NetworkList()
                .addLines("file://conf/million.txt", Stream.concat(ipv4, ipv6))
                .toSet();

        assertThat(set.size()).isEqualTo(2 * HALF);
        for (int i = 0; i < HALF; i += 7) {
            boolean excluded = i % 3 == 0;
            assertThat(set.contains(address(ipv4(i).replace("!", "")))).isEqualTo(!excluded);
            assertThat(set.contains(new IpAddress(IpAddress.Family.IPV6, 0x2001_0db8_0000_0000L + i, ~0L)))
                    .isEqualTo(!excluded);
        }
        assertThat(set.decidedBy(address(ipv4(HALF - 1))))
                .map(NetworkSet.Entry::source)
                .contains("file://conf/million.txt line " + HALF);
        assertThat(set.contains(address("9.255.255.255"))).isFalse();
        assertThat(set.contains(address("2001:db9::"))).isFalse();
    }

    /** Every other address from 10.0.0.0 on, so that no two of them make one range. */
    private static String ipv4(int i) {
        int bits = 2 * i;
        String address = "10." + (bits >>> 16) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
        return (i % 3 == 0 ? "!" : "") + address;
    }

    private static String ipv6(int i) {
        return (i % 3 == 0 ? "!" : "") + "2001:db8:" + Integer.toHexString(i >>> 16) + ":"
                + Integer.toHexString(i & 0xffff) + "::/64";
    }

    private static IpAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
