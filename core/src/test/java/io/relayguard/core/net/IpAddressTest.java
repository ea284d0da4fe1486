package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8::0001, 2001:db8::1",
        "::, ::",
        "0:0:1:0:0:0:0:1, 0:0:1::1",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::ffff:c000:207, 192.0.2.7",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void everyAddressIsWrittenInOneForm(String literal, String canonical) {
        assertThat(IpAddress.parse(literal)).map(IpAddress::toString).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "localhost", "10.1", "010.0.0.1", "0x0a.0.0.1", "167772161", "fe80::1%eth0", "fe80::1%1",
                "[::1]", "1.2.3.4.5", "256.0.0.1", "10.0.0.1 ", "１０.0.0.1", "١.2.3.4", ":::", "1::2::3"
            })
    void nothingElseIsAnAddress(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void aMappedAddressIsTheIpv4AddressEvenAsAnIpv6Socket() throws UnknownHostException {
        byte[] octets = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        InetAddress socket = Inet6Address.getByAddress("", octets, 3);

        assertThat(socket).isInstanceOf(Inet6Address.class);
        assertThat(IpAddress.of(socket)).isEqualTo(IpAddress.parse("10.0.0.1").orElseThrow());
    }

    @Test
    void aZoneOfASocketDoesNotCount() throws UnknownHostException {
        byte[] octets = {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

        assertThat(IpAddress.of(Inet6Address.getByAddress("", octets, 3)))
                .isEqualTo(IpAddress.parse("fe80::1").orElseThrow());
    }

    @Test
    void noAddressHasTwoRepresentations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IpAddress(IpAddress.Family.IPV6, 0, 0xffff_0a00_0001L));
        assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(IpAddress.Family.IPV4, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress(IpAddress.Family.IPV4, 0, -1));
    }
}
