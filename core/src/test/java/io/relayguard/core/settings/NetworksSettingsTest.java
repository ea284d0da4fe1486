package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksSettingsTest {
    private static final String LIST_EXPECTED =
            "networks such as 10.0.0.0/8, !10.9.9.9, or one file such as file://conf/internal-networks.txt";

    @Test
    void byDefaultThisMachineAloneIsInside() throws InvalidSettings {
        Networks networks =
                Documents.parse("<relayguard><networks/></relayguard>").networks();

        assertThat(networks).isEqualTo(Networks.DEFAULT);
        assertThat(networks.internal()).isSameAs(NetworkSet.LOOPBACK);
        assertThat(networks.gateways()).isSameAs(NetworkSet.EMPTY);
    }

    @Test
    void theElementsAndTheirFilesAddUp() throws InvalidSettings {
        ListFiles files = Documents.files(Map.of(
                "file://conf/internal.txt",
                List.of("# branch offices", "192.168.0.0/16", "", "!192.168.9.0/24 # guests")));
        Networks networks = Documents.parse("""
                        <relayguard><networks>
                          <internal>10.0.0.0/8, fd00::/8
                                    !10.9.9.9</internal>
                          <internal> file://conf/internal.txt </internal>
                          <gateways>203.0.113.7</gateways>
                          <gateways>10.0.0.1</gateways>
                        </networks></relayguard>""", files).networks();

        assertThat(written(networks.internal()))
                .containsExactly(
                        "10.0.0.0/8 of networks/internal[1]",
                        "fd00::/8 of networks/internal[1]",
                        "!10.9.9.9 of networks/internal[1]",
                        "192.168.0.0/16 of file://conf/internal.txt line 2",
                        "!192.168.9.0/24 of file://conf/internal.txt line 4");
        assertThat(written(networks.gateways()))
                .containsExactly("203.0.113.7 of networks/gateways[1]", "10.0.0.1 of networks/gateways[2]");
        assertThat(networks.isInside(IpAddress.parse("127.0.0.1").orElseThrow()))
                .as("a list replaces the default")
                .isFalse();
    }

    private static List<String> written(NetworkSet set) {
        return set.entries().map(entry -> entry + " of " + entry.source()).toList();
    }

    @Test
    void everyWrongEntryIsNamed() {
        ListFiles files = Documents.files(Map.of("file://conf/internal.txt", List.of("10.0.0.0/8", "gw.example.org")));

        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> Documents.parse("""
                        <relayguard><networks>
                          <internal>10.0.0.0/8, 10.0.0.1/8</internal>
                          <internal>file://conf/internal.txt</internal>
                          <internal>file://conf/missing.txt</internal>
                          <gateways>203.0.113.0/255.255.255.0</gateways>
                        </networks></relayguard>""", files))
                .withMessage("""
                        relayguard.xml has 5 problems:
                          - networks/internal[3]: found "file://conf/missing.txt", expected a text file that can be \
                        read (no such file: file://conf/missing.txt)
                          - networks/internal[1]: found "10.0.0.1/8", expected 10.0.0.0/8 (all bits after the prefix \
                        are zero)
                          - file://conf/internal.txt line 2: found "gw.example.org", expected an address or a \
                        network, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 (names are not looked up)
                          - file://conf/internal.txt line 1: found "10.0.0.0/8", expected each network once (a \
                        duplicate of 10.0.0.0/8 in networks/internal[1])
                          - networks/gateways: found "203.0.113.0/255.255.255.0", expected a prefix length from 0 \
                        to 32 after the slash, not a netmask""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "file://", "file://a.txt, 10.0.0.0/8", "10.0.0.0/8 file://a.txt", "file://a file://b"})
    void anElementHoldsAListOrOneFile(String text) {
        assertThat(Documents.problems(
                        "<relayguard><networks><internal>%s</internal></networks></relayguard>".formatted(text)))
                .containsExactly("networks/internal: found \"" + text.strip() + "\", expected " + LIST_EXPECTED);
    }

    @Test
    void aFileThatIsNotTextIsAProblem() {
        ListFiles binary = url -> Stream.of("10.0.0.0/8").peek(line -> {
            throw new UncheckedIOException(new MalformedInputException(1));
        });

        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> Documents.parse(
                        "<relayguard><networks><internal>file://a.bin</internal></networks></relayguard>", binary))
                .withMessageContaining(
                        "networks/internal: found \"file://a.bin\", expected a text file that can be read");
    }

    @Test
    void nothingElseStandsInNetworks() {
        String known = "only the elements internal, gateways, self, suspectGateway";

        assertThat(Documents.problems("<relayguard><networks self='x'>10.0.0.0/8<own>mx</own></networks></relayguard>"))
                .containsExactly(
                        "networks@self: found an unknown attribute, expected no attribute",
                        "networks/own: found an unknown element, expected " + known,
                        "networks: found the text \"10.0.0.0/8\", expected " + known + " and no text");
    }

    @Test
    void networksStandOnceAndThatIsSaidOnce() {
        assertThat(Documents.problems("<relayguard><networks/><networks/></relayguard>"))
                .containsExactly("networks: found 2 elements of this name, expected one");
    }

    @Test
    void byDefaultThisServerHasNoOtherNamesAndGatewaysAreSuspectedAt90Percent() throws InvalidSettings {
        Settings settings = Documents.parse("<relayguard><networks/></relayguard>");

        assertThat(settings.self()).isEqualTo(new Self(Set.of(), Set.of()));
        assertThat(settings.gatewayAlarm()).isEqualTo(new GatewayAlarm(90));
    }

    @Test
    void theServersOwnAddressesAndNamesAddUp() throws InvalidSettings {
        Self self = Documents.parse("""
                        <relayguard><networks>
                          <self>198.51.100.2, MX2.example.net. [IPv6:2001:db8::2]</self>
                          <self>exämple.net,2001:db8::3
                                ::ffff:198.51.100.3</self>
                        </networks></relayguard>""").self();

        assertThat(self.addresses())
                .extracting(IpAddress::toString)
                .containsExactlyInAnyOrder("198.51.100.2", "2001:db8::2", "2001:db8::3", "198.51.100.3");
        assertThat(self.names())
                .extracting(DomainName::value)
                .containsExactlyInAnyOrder("mx2.example.net", "xn--exmple-cua.net");
    }

    @Test
    void whatIsNoAddressOrNameOfThisServerIsAProblemAndSoIsASecondTime() {
        String expected = "addresses and names of this server, such as 198.51.100.2, mx2.example.net";

        assertThat(Documents.problems("""
                        <relayguard><networks>
                          <self>198.51.100.0/24, mx2.example.net, a..b</self>
                          <self/>
                          <self>MX2.example.net 10.0.0.1, ::ffff:10.0.0.1</self>
                          <self name="x">mx3.example.net<b/></self>
                        </networks></relayguard>"""))
                .containsExactly(
                        "networks/self[1]: found \"198.51.100.0/24\", expected " + expected,
                        "networks/self[1]: found \"a..b\", expected " + expected,
                        "networks/self[2]: found \"\", expected " + expected,
                        "networks/self[3]: found \"mx2.example.net\", expected each once",
                        "networks/self[3]: found \"[10.0.0.1]\", expected each once",
                        "networks/self[4]@name: found an unknown attribute, expected no attribute",
                        "networks/self[4]/b: found an unknown element, expected no element");
    }

    @ParameterizedTest
    @CsvSource({"51%, 51", "59%, 59", "60%, 60", "90%, 90", "' 99% ', 99", "100%, 100", "off, 0"})
    void aGatewayIsSuspectedFromTheGivenShareOn(String written, int percent) throws InvalidSettings {
        assertThat(Documents.parse("<relayguard><networks><suspectGateway>%s</suspectGateway></networks></relayguard>"
                                .formatted(written))
                        .gatewayAlarm())
                .isEqualTo(new GatewayAlarm(percent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50%", "101%", "90", "0.9", "90 %", "090%", "110%", "never", "OFF", "-60%"})
    void halfOfAllConnectionsOrLessIsNoShareOfASuspect(String written) {
        assertThat(Documents.problems(
                        "<relayguard><networks><suspectGateway>%s</suspectGateway></networks></relayguard>"
                                .formatted(written)))
                .containsExactly("networks/suspectGateway: found \"" + written
                        + "\", expected a share from 51% to 100%, such as 90%, or off");
    }
}
