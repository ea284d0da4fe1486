package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertThat(Documents.problems(
                        "<relayguard><networks self='x'>10.0.0.0/8<self>mx</self></networks></relayguard>"))
                .containsExactly(
                        "networks@self: found an unknown attribute, expected no attribute",
                        "networks/self: found an unknown element, expected only the elements internal, gateways",
                        "networks: found the text \"10.0.0.0/8\","
                                + " expected only the elements internal, gateways and no text");
    }
}
