package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.Primary.Host;
import io.relayguard.core.primary.Primary.Mx;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.primary.TlsRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayDomainsSettingsTest {
    private static final String NAME_EXPECTED = "a domain name, such as example.org or xn--exmple-cua.org";
    private static final String PRIMARY_EXPECTED =
            "mx, or smtp://host or smtp://host:port, such as smtp://mail.example.org:25 or smtp://[2001:db8::1];"
                    + " behind it ?tls= and none, opportunistic, required or verified may stand";

    @ParameterizedTest
    @ValueSource(strings = {"<relayguard/>", "<relayguard><relayDomains/></relayguard>"})
    void byDefaultThereAreNone(String xml) throws InvalidSettings {
        assertThat(Documents.parse(xml).relayDomains()).isEqualTo(RelayDomains.NONE);
    }

    @Test
    void aDomainHasItsPrimariesInOrder() throws InvalidSettings {
        RelayDomains domains = Documents.parse("""
                        <relayguard><relayDomains>
                          <domain name="Example.ORG.">
                            <primary>smtp://Mail.Example.org:2525</primary>
                            <primary>mx</primary>
                            <primary>smtp://192.0.2.10</primary>
                          </domain>
                          <domain name="sub.example.org"><primary>smtp://[2001:DB8:0::1]:26</primary></domain>
                        </relayDomains></relayguard>""").relayDomains();

        assertThat(domains)
                .isEqualTo(RelayDomains.of(List.of(
                        domain(
                                "relayDomains/domain[1]",
                                "example.org",
                                new Host("mail.example.org", 2525),
                                new Mx(),
                                new Host("192.0.2.10", 25)),
                        domain("relayDomains/domain[2]", "sub.example.org", new Host("2001:db8::1", 26)))));
    }

    @Test
    void aDomainHasThoseWhoMayAskForItsMail() throws InvalidSettings {
        RelayDomains domains = Documents.parse(
                        """
                        <relayguard><relayDomains>
                          <domain name="a.example">
                            <primary>mx</primary>
                            <etrn>192.0.2.0/24, !192.0.2.9</etrn>
                            <etrn>file://askers.txt</etrn>
                          </domain>
                          <domain name="b.example"><primary>mx</primary></domain>
                        </relayDomains></relayguard>""", Documents.files(Map.of("file://askers.txt", List.of("2001:db8::/32"))))
                .relayDomains();

        assertThat(mayAsk(domains, "a.example", "192.0.2.8", "192.0.2.9", "2001:db8::1", "198.51.100.1"))
                .containsExactly("192.0.2.8", "2001:db8::1");
        assertThat(mayAsk(domains, "b.example", "192.0.2.8")).isEmpty();
    }

    private static List<String> mayAsk(RelayDomains domains, String name, String... clients) {
        NetworkSet etrn = domains.find(new DomainName(name)).orElseThrow().etrn();
        return Stream.of(clients)
                .filter(client -> etrn.contains(IpAddress.parse(client).orElseThrow()))
                .toList();
    }

    @Test
    void allProblemsOfThoseWhoMayAskAreSaidWithTheirDomain() {
        assertThat(Documents.problems("<relayguard><relayDomains><domain name='a.example'><primary>mx</primary>"
                        + "<etrn>mail.example.org, 10.0.0.1/8</etrn><etrn/></domain></relayDomains></relayguard>"))
                .containsExactly(
                        "relayDomains/domain (a.example)/etrn[2]: found \"\", expected networks such as 10.0.0.0/8,"
                                + " !10.9.9.9, or one file such as file://conf/internal-networks.txt",
                        "relayDomains/domain (a.example)/etrn[1]: found \"mail.example.org\", expected an address or a"
                                + " network, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 (names are not looked up)",
                        "relayDomains/domain (a.example)/etrn[1]: found \"10.0.0.1/8\", expected 10.0.0.0/8 (all bits"
                                + " after the prefix are zero)");
    }

    @ParameterizedTest
    @CsvSource({
        "exämple.org, xn--exmple-cua.org",
        "EXÄMPLE.org, xn--exmple-cua.org",
        "例え。jp, xn--r8jz45g.jp",
        "xn--exmple-cua.org, xn--exmple-cua.org",
        "xn--strae-oqa.example, xn--strae-oqa.example",
        "localhost, localhost",
        "_mail.example.org, _mail.example.org",
    })
    void aNameIsKeptInItsAsciiForm(String written, String kept) throws InvalidSettings {
        assertThat(Documents.parse(document(written, "mx")).relayDomains().find(new DomainName(kept)))
                .contains(domain("relayDomains/domain", kept, new Mx()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*.example.org",
                ".example.org",
                "example..org",
                "a b.org",
                "-a.org",
                "192.0.2.1",
                "[192.0.2.1]",
                "user@example.org",
                "straße.example",
                "ä..org",
                "example.org/24",
                "ex\u200dample.org"
            })
    void whatIsNoDomainNameIsAProblem(String written) {
        assertThat(Documents.problems(document(written, "mx")))
                .containsExactly("relayDomains/domain@name: found \"" + written.replace("\u200d", "\\u{200d}")
                        + "\", expected " + NAME_EXPECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example.org, mail.example.org, 25",
        "smtp://mail.example.org:1, mail.example.org, 1",
        "smtp://mail.example.org:65535, mail.example.org, 65535",
        "smtp://exämple.org, xn--exmple-cua.org, 25",
        "smtp://[::ffff:192.0.2.10], 192.0.2.10, 25",
        "smtp://[::1]:2525, ::1, 2525",
    })
    void aPrimaryIsANameOrAnAddress(String written, String host, int port) throws InvalidSettings {
        assertThat(Documents.parse(document("example.org", written))
                        .relayDomains()
                        .find(new DomainName("example.org")))
                .contains(domain("relayDomains/domain", "example.org", new Host(host, port)));
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example.org, OPPORTUNISTIC",
        "smtp://mail.example.org?tls=none, NONE",
        "smtp://mail.example.org?tls=opportunistic, OPPORTUNISTIC",
        "smtp://mail.example.org?tls=required, REQUIRED",
        "smtp://mail.example.org?tls=verified, VERIFIED",
    })
    void aPrimaryHasARuleForTls(String written, TlsRule rule) throws InvalidSettings {
        assertThat(Documents.parse(document("example.org", written))
                        .relayDomains()
                        .find(new DomainName("example.org")))
                .contains(domain("relayDomains/domain", "example.org", new Host("mail.example.org", 25, rule)));
    }

    @Test
    void aPortAndARuleForTlsStandTogether() throws InvalidSettings {
        assertThat(Documents.parse(document("example.org", "smtp://[::1]:2525?tls=verified"))
                        .relayDomains()
                        .find(new DomainName("example.org")))
                .contains(domain("relayDomains/domain", "example.org", new Host("::1", 2525, TlsRule.VERIFIED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MX",
                "mail.example.org",
                "smtps://mail.example.org",
                "smtp://",
                "smtp://:25",
                "smtp://host:",
                "smtp://host:0",
                "smtp://host:025",
                "smtp://host:65536",
                "smtp://host:99999",
                "smtp://host:smtp",
                "smtp://host/",
                "smtp://host/path",
                "smtp://user@host",
                "smtp://host?",
                "smtp://host?tls",
                "smtp://host?tls=",
                "smtp://host?tls=maybe",
                "smtp://host?tls=NONE",
                "smtp://host?tls=none?tls=none",
                "smtp://host?starttls=none",
                "smtp://?tls=none",
                "smtp://host?tls=none:25",
                "mx?tls=required",
                "smtp://2001:db8::1",
                "smtp://[192.0.2.1]",
                "smtp://[host]",
                "smtp://[fe80::1%eth0]",
                "smtp://192.0.2",
                "smtp://a b",
                "mx, mx"
            })
    void whatIsNoPrimaryIsAProblem(String written) {
        assertThat(Documents.problems(document("example.org", written)))
                .containsExactly("relayDomains/domain (example.org)/primary: found \"" + written + "\", expected "
                        + PRIMARY_EXPECTED);
    }

    @Test
    void everyWrongDomainIsNamed() {
        assertThat(Documents.problems("""
                        <relayguard><relayDomains>
                          <domain name="example.org"><primary>mx</primary><primary>mx</primary></domain>
                          <domain name="example.com"/>
                          <domain><primary>smtp://a.example:0</primary></domain>
                          <domain name="EXAMPLE.ORG"><primary>mx</primary><recipients>any</recipients></domain>
                          <domain name="example.net">
                            <primary>smtp://A.example</primary><primary>smtp://a.example:25</primary>
                          </domain>
                        </relayDomains></relayguard>"""))
                .containsExactly(
                        "relayDomains/domain[1] (example.org)/primary[2]: found \"mx\","
                                + " expected each primary once (it stands in"
                                + " relayDomains/domain[1] (example.org)/primary[1] too)",
                        "relayDomains/domain[2] (example.com)/primary: found nothing," + " expected at least one: "
                                + PRIMARY_EXPECTED,
                        "relayDomains/domain[3]@name: found nothing, expected " + NAME_EXPECTED,
                        "relayDomains/domain[3]/primary: found \"smtp://a.example:0\", expected " + PRIMARY_EXPECTED,
                        "relayDomains/domain[4]/recipients: found an unknown element,"
                                + " expected only the elements primary, etrn",
                        "relayDomains/domain[4]@name: found \"EXAMPLE.ORG\","
                                + " expected each domain once (it stands in relayDomains/domain[1] too)",
                        "relayDomains/domain[5] (example.net)/primary[2]: found \"smtp://a.example:25\","
                                + " expected each primary once (it stands in"
                                + " relayDomains/domain[5] (example.net)/primary[1] too)");
    }

    private static String document(String name, String primary) {
        return "<relayguard><relayDomains><domain name=\"%s\"><primary>%s</primary></domain></relayDomains></relayguard>"
                .formatted(name, primary);
    }

    private static RelayDomain domain(String source, String name, Primary... primaries) {
        return new RelayDomain(new DomainName(name), List.of(primaries), source);
    }
}
