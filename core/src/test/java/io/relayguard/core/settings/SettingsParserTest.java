package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.relay.RelayRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsParserTest {
    private static final String KNOWN =
            "only the elements role, observe, forgedSenders, networks, relayDomains, dnsbl, buffer, dns, reload";

    @Test
    void anEmptyDocumentProtectsAgainstRelayingAndDoesNothingElse() throws InvalidSettings {
        assertThat(Documents.parse("<relayguard/>"))
                .isEqualTo(new Settings(
                        RelayRules.DEFAULT,
                        Networks.DEFAULT,
                        Self.UNNAMED,
                        GatewayAlarm.DEFAULT,
                        RelayDomains.NONE,
                        DnsblSettings.NONE,
                        BufferSettings.defaults(Documents.HOST_NAME),
                        DnsSettings.SYSTEM,
                        ReloadSettings.DEFAULT));
    }

    @Test
    void allProblemsAreInOneMessage() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> Documents.parse("""
                        <relayguard mode="test">
                          <networks>
                            <internal>10.0.0.1/8, mail.example.org</internal>
                            <gateways>fe80::1%eth0</gateways>
                          </networks>
                          <relayDomains>
                            <domain name="example.com"><primary>mx</primary></domain>
                            <domain name="example.org"><primary>mail.example.org</primary></domain>
                          </relayDomains>
                          <buffer>
                            <retry first="5" max="15m"/>
                            <maxAge>5 days</maxAge>
                            <connections>0</connections>
                            <maxSize>1GiB</maxSize>
                          </buffer>
                          <dns><server>ns.example.org</server></dns>
                          <blacklist threshold="3"/>
                        </relayguard>"""))
                .withMessage("""
                        relayguard.xml has 11 problems:
                          - blacklist: found an unknown element, expected only the elements role, observe, \
                        forgedSenders, networks, relayDomains, dnsbl, buffer, dns, reload
                          - relayguard@mode: found "test", expected enforce, observe or observe-all
                          - networks/internal: found "10.0.0.1/8", expected 10.0.0.0/8 (all bits after the prefix \
                        are zero)
                          - networks/internal: found "mail.example.org", expected an address or a network, such as \
                        192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 (names are not looked up)
                          - networks/gateways: found "fe80::1%eth0", expected an address without a zone, such as \
                        fe80::1
                          - relayDomains/domain[2] (example.org)/primary: found "mail.example.org", expected mx, or \
                        smtp://host or smtp://host:port, such as smtp://mail.example.org:25 or \
                        smtp://[2001:db8::1]; behind it ?tls= and none, opportunistic, required or verified may stand
                          - buffer/maxSize: found an unknown element, expected only the elements repository, \
                        node, retry, maxAge, delayWarning, connections, minFreeDisk, maxMessages, maxBytes, \
                        bounceProcessor, relayedProcessor
                          - buffer/retry@first: found "5", expected a time from 1ms to 1d with its unit (ms, s, m, \
                        h, d), such as 90s
                          - buffer/maxAge: found "5 days", expected a time from 1ms to 100d with its unit (ms, s, m, \
                        h, d), such as 5d
                          - buffer/connections: found "0", expected a whole number from 1 to 1000
                          - dns/server: found "ns.example.org", expected an address with or without a port, such as \
                        192.0.2.53, 127.0.0.1:5353 or [2001:db8::53]:5353""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<relayDomains><domain name='a.example'><primary>mx</primary><recipients>any</recipients></domain></relayDomains>",
                "<dnsbl><blacklist>bl.example.net</blacklist></dnsbl>",
                "<buffer><clientInfo>xclient</clientInfo></buffer>",
                "<relaydomains/>",
            })
    void whatDoesNotExistYetIsRefused(String content) {
        assertThat(Documents.problems("<relayguard>" + content + "</relayguard>"))
                .singleElement()
                .asString()
                .contains("found an unknown element, expected only the elements ");
    }

    @Test
    void anElementStandsOnceAndHasNoTextOfItsOwn() {
        assertThat(Documents.problems("<relayguard><dns/><dns>x</dns>on</relayguard>"))
                .containsExactly(
                        "relayguard: found the text \"on\", expected " + KNOWN + " and no text",
                        "dns[2]: found the text \"x\", expected only the elements server and no text",
                        "dns: found 2 elements of this name, expected one");
    }

    @Test
    void aValueHasNoElementsAndNoAttributes() {
        assertThat(Documents.problems("<relayguard><buffer><node unit='s'>a<b/></node></buffer></relayguard>"))
                .containsExactly(
                        "buffer/node@unit: found an unknown attribute, expected no attribute",
                        "buffer/node/b: found an unknown element, expected no element");
    }

    @Test
    void anotherFileIsRecognised() {
        assertThat(Documents.problems("<smtpservers/>"))
                .containsExactly("the root element: found \"smtpservers\", expected relayguard");
    }

    @Test
    void whatWasFoundCannotForgeOrFillTheLog() {
        Element root = new Element(
                "relayguard",
                Map.of("a\nb", ""),
                "",
                List.of(
                        new Element("x".repeat(1000), Map.of(), "", List.of()),
                        new Element("dns", Map.of(), "\u001b[2J\nERROR", List.of())));

        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> new SettingsParser(Documents.files(Map.of()), "host").parse(root))
                .withMessage("""
                        relayguard.xml has 3 problems:
                          - relayguard@a\\nb: found an unknown attribute, expected only the attributes mode
                          - %s…: found an unknown element, expected only the elements role, observe, \
                        forgedSenders, networks, relayDomains, dnsbl, buffer, dns, reload
                          - dns: found the text "\\u{1b}[2J\\nERROR", expected only the elements server and no text""".formatted("x".repeat(100)));
    }
}
