package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpNetworkTest {
    /** The rows marked with James get the other answer from its NetMatcher. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,          10.255.255.255,            true",
        "10.0.0.0/8,          11.0.0.0,                  false",
        "10.0.0.0/8,          9.255.255.255,             false",
        "10.0.0.0/9,          10.127.255.255,            true",
        "10.0.0.0/9,          10.128.0.0,                false",
        "192.0.2.7,           192.0.2.7,                 true",
        "192.0.2.7,           192.0.2.6,                 false",
        "192.0.2.6/31,        192.0.2.7,                 true",
        "192.0.2.6/31,        192.0.2.8,                 false",
        "0.0.0.0/0,           255.255.255.255,           true",
        "0.0.0.0/0,           0.0.0.0,                   true",
        "0.0.0.0/0,           ::ffff:8.8.8.8,            true",
        "0.0.0.0/0,           ::1,                       false",
        "::/0,                2001:db8::1,               true",
        "::/0,                8.8.8.8,                   false",
        "::/0,                ::ffff:8.8.8.8,            false",
        "10.0.0.0/8,          ::ffff:10.1.2.3,           true",
        "::ffff:10.0.0.0/104, 10.1.2.3,                  true",
        "::ffff:10.0.0.0/104, ::ffff:11.0.0.0,           false",
        "::ffff:0.0.0.0/96,   203.0.113.1,               true",
        "fd00:1::5/128,       fd00:1::5,                 true",
        // James: a /128 is the whole /64
        "fd00:1::5/128,       fd00:1::6,                 false",
        "fd00:1::5,           fd00:1::6,                 false",
        "2001:db8:0:1::/64,   2001:db8:0:1:ffff::1,      true",
        // James: a /64 is a /56
        "2001:db8:0:1::/64,   2001:db8:0:2::1,           false",
        "2001:db8::/63,       2001:db8:0:1::1,           true",
        "2001:db8::/63,       2001:db8:0:2::1,           false",
        "2001:db8::/65,       2001:db8::7fff:0:0:1,      true",
        "2001:db8::/65,       2001:db8::8000:0:0:1,      false",
        // James: a /32 is a /48
        "2001:db8::/32,       2001:db8:ffff:ffff::1,     true",
        "2001:db8::/32,       2001:db9::,                false",
        "2001:db8::/127,      2001:db8::1,               true",
        "2001:db8::/127,      2001:db8::2,               false",
        "8000::/1,            ffff::,                    true",
        "8000::/1,            7fff:ffff::,               false",
    })
    void aNetworkHoldsExactlyTheAddressesWithItsPrefix(String network, String address, boolean held)
            throws NotANetwork, InvalidNetworks {
        IpAddress client = IpAddress.parse(address).orElseThrow();

        assertThat(IpNetwork.parse(network).contains(client)).isEqualTo(held);
        assertThat(NetworkSet.parse("test", network).contains(client)).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "10.0.0.1/32, 10.0.0.1",
        "2001:DB8:0::/32, 2001:db8::/32",
        "::1/128, ::1",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:a00:0/104, 10.0.0.0/8",
        "::ffff:10.0.0.1/128, 10.0.0.1",
        "::ffff:0:0/96, 0.0.0.0/0",
    })
    void everyNetworkIsWrittenInOneForm(String written, String canonical) throws NotANetwork {
        assertThat(IpNetwork.parse(written)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1/8 | 10.0.0.0/8 (all bits after the prefix are zero)",
                "2001:db8::1/32 | 2001:db8::/32 (all bits after the prefix are zero)",
                "::ffff:10.0.0.1/104 | 10.0.0.0/8 (all bits after the prefix are zero)",
                "::ffff:10.0.0.0/95 | the IPv4 network on its own, such as 10.0.0.0/8 (an IPv4-mapped prefix has at"
                        + " least 96 bits)",
                "::ffff:0:0/0 | the IPv4 network on its own, such as 10.0.0.0/8 (an IPv4-mapped prefix has at least"
                        + " 96 bits)",
                "10.0.0.0/33 | a prefix length from 0 to 32 after the slash",
                "10.0.0.0/ | a prefix length from 0 to 32 after the slash",
                "10.0.0.0/-1 | a prefix length from 0 to 32 after the slash",
                "10.0.0.0/+8 | a prefix length from 0 to 32 after the slash",
                "10.0.0.0/08 | a prefix length from 0 to 32 after the slash",
                "10.0.0.0/٨ | a prefix length from 0 to 32 after the slash",
                "10.0.0.0/8/8 | a prefix length from 0 to 32 after the slash",
                "10.0.0.0/99999999999 | a prefix length from 0 to 32 after the slash",
                "10.0.0.0/255.0.0.0 | a prefix length from 0 to 32 after the slash, not a netmask",
                "::/129 | a prefix length from 0 to 128 after the slash",
                "::ffff:10.0.0.0/129 | a prefix length from 0 to 128 after the slash",
                "010.0.0.1 | decimal numbers without leading zeros, such as 10.0.0.1",
                "10.0.0.00/8 | decimal numbers without leading zeros, such as 10.0.0.1",
                "fe80::1%eth0 | an address without a zone, such as fe80::1",
                "fe80::%1/64 | an address without a zone, such as fe80::1",
            })
    void aWrongNetworkIsToldTheRightForm(String text, String expected) {
        assertThatExceptionOfType(NotANetwork.class)
                .isThrownBy(() -> IpNetwork.parse(text))
                .withMessage("found \"%s\", expected %s", text, expected)
                .returns(expected, NotANetwork::expected);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost",
        "mail.example.org",
        "example.org/24",
        "10/8",
        "10.0.0.*",
        "10.0.0.1-10.0.0.9",
        "10.0.0.1:25",
        "[::1]",
        "''",
        "/8",
        "!10.0.0.1",
        "2130706433",
        "0x7f.1",
        "file://conf/list.txt",
        "all",
        "::1::"
    })
    void whatIsNoAddressIsNotLookedUp(String text) {
        assertThatExceptionOfType(NotANetwork.class)
                .isThrownBy(() -> IpNetwork.parse(text))
                .returns(
                        "an address or a network, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32"
                                + " (names are not looked up)",
                        NotANetwork::expected);
    }

    @Test
    void theRecordHasNoBitsBeyondItsPrefix() {
        IpAddress address = IpAddress.parse("10.0.0.1").orElseThrow();

        assertThatIllegalArgumentException().isThrownBy(() -> new IpNetwork(address, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new IpNetwork(address, 33));
        assertThatIllegalArgumentException().isThrownBy(() -> new IpNetwork(address, -1));
        assertThat(IpNetwork.around(address, 8)).hasToString("10.0.0.0/8");
    }
}
