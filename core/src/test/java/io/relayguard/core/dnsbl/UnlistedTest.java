package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnlistedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.0.0",
                "169.254.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.2.0",
                "192.0.2.255",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.0",
                "198.51.100.255",
                "203.0.113.0",
                "203.0.113.255",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                "::ffff:10.1.2.3",
                "::ffff:127.0.0.1",
                "::",
                "::1",
                "::192.0.2.1",
                "64:ff9b::8.8.8.8",
                "100::1",
                "1fff:ffff::",
                "2001:2::",
                "2001:2:0:ffff::1",
                "2001:db8::",
                "2001:db8:ffff::1",
                "3fff::",
                "3fff:fff:ffff::1",
                "4000::",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ffff::1"
            })
    void noListKnowsAnythingOfAnAddressThatIsNobodys(String address) {
        assertThat(Unlisted.contains(Zones.address(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255",
                "192.0.1.0", "192.0.1.255", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
                "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
                "::ffff:8.8.8.8", "2000::", "2001:1:ffff::1", "2001:2:1::", "2001:db7:ffff::1", "2001:db9::",
                "2a00:1450::1", "3ffe:ffff::1", "3fff:1000::1"
            })
    void everyOtherAddressIsAskedAbout(String address) {
        assertThat(Unlisted.contains(Zones.address(address))).isFalse();
    }
}
