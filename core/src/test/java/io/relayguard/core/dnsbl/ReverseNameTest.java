package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReverseNameTest {
    /** The first two are RFC 5782's own, sections 2.1 and 2.4. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.99, 99.2.0.192",
        "2001:db8:1:2:3:4:567:89ab, b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2",
        "127.0.0.2, 2.0.0.127",
        "255.254.253.252, 252.253.254.255",
        "0.0.0.0, 0.0.0.0",
        "10.100.0.1, 1.0.100.10",
        "::1, 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0",
        "fedc:ba98:7654:3210:0123:4567:89ab:cdef, f.e.d.c.b.a.9.8.7.6.5.4.3.2.1.0.0.1.2.3.4.5.6.7.8.9.a.b.c.d.e.f",
    })
    void anAddressIsTurnedRound(String address, String name) {
        assertThat(ReverseName.of(Zones.address(address))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"::ffff:192.0.2.99, 99.2.0.192", "::ffff:7f00:2, 2.0.0.127"})
    void aMappedAddressIsTheIpv4Address(String address, String name) {
        assertThat(ReverseName.of(Zones.address(address))).isEqualTo(name);
    }
}
