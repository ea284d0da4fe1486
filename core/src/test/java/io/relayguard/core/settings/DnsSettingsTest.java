package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsSettingsTest {
    private static final String EXPECTED =
            "an address with or without a port, such as 192.0.2.53, 127.0.0.1:5353 or [2001:db8::53]:5353";

    @ParameterizedTest
    @ValueSource(strings = {"<relayguard/>", "<relayguard><dns/></relayguard>"})
    void byDefaultTheSystemKnowsWhomToAsk(String xml) throws InvalidSettings {
        assertThat(Documents.parse(xml).dns()).isEqualTo(DnsSettings.SYSTEM);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, 192.0.2.53, 53",
        "127.0.0.1:5353, 127.0.0.1, 5353",
        "2001:DB8::53, 2001:db8::53, 53",
        "[2001:db8::53], 2001:db8::53, 53",
        "[2001:db8::53]:5353, 2001:db8::53, 5353",
        "2001:db8::53:5353, 2001:db8::53:5353, 53",
        "[::ffff:127.0.0.1]:5353, 127.0.0.1, 5353",
    })
    void aServerIsAnAddressAndAPort(String written, String address, int port) throws InvalidSettings {
        assertThat(Documents.parse(dns("<server>" + written + "</server>"))
                        .dns()
                        .servers())
                .singleElement()
                .returns(address, server -> server.address().toString())
                .returns(port, DnsSettings.Server::port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "ns.example.org", "localhost:53", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "[127.0.0.1]:53",
                "[::1]53", "[::1", "fe80::1%eth0", "127.0.0.1, 127.0.0.2", "010.0.0.1", "10.0.0.0/8", "udp://127.0.0.1"
            })
    void whatIsNoAddressIsAProblem(String written) {
        assertThat(Documents.problems(dns("<server>" + written + "</server>")))
                .containsExactly("dns/server: found \"" + written + "\", expected " + EXPECTED);
    }

    @Test
    void aServerStandsOnce() {
        assertThat(Documents.problems(
                        dns("<server>127.0.0.1</server><server>::1</server><server>127.0.0.1:53</server>")))
                .containsExactly("dns/server[3]: found \"127.0.0.1:53\", expected each server once");
    }

    private static String dns(String content) {
        return "<relayguard><dns>" + content + "</dns></relayguard>";
    }
}
