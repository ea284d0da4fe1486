package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3 | true | inside by 10.0.0.0/8 (internal)",
                "::ffff:10.1.2.3 | true | inside by 10.0.0.0/8 (internal)",
                "10.9.9.9 | false | outside: taken out by !10.9.9.0/24 (internal)",
                "10.0.0.1 | false | outside: gateway 10.0.0.0/30 (gateways)",
                "10.0.0.2 | true | inside by 10.0.0.0/8 (internal)",
                "203.0.113.7 | false | outside: gateway 203.0.113.7 (gateways)",
                "203.0.113.8 | false | outside: no internal network has it",
                "fd00::1 | true | inside by fd00::/8 (internal)",
                "2001:db8::1 | false | outside: no internal network has it"
            })
    void aGatewayIsOutsideWhateverElseItIs(String address, boolean inside, String standing) throws InvalidNetworks {
        Networks networks = new Networks(
                NetworkSet.parse("internal", "10.0.0.0/8, fd00::/8, !10.9.9.0/24"),
                NetworkSet.parse("gateways", "10.0.0.0/30, !10.0.0.2, 203.0.113.7"));
        IpAddress client = IpAddress.parse(address).orElseThrow();

        assertThat(networks.isInside(client)).isEqualTo(inside);
        assertThat(networks.standing(client)).isEqualTo(standing);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, inside by 127.0.0.0/8 (default",
        "::1, inside by ::1 (default",
        "10.1.2.3, outside: no internal network has it"
    })
    void byDefaultThisMachineAloneIsInside(String address, String standing) {
        assertThat(Networks.DEFAULT.standing(IpAddress.parse(address).orElseThrow()))
                .startsWith(standing);
    }
}
