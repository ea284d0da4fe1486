package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever a document holds: it is read, or refused with the declared exception. */
class SettingsFuzzTest {
    private static final int ROUNDS = 100_000;
    private static final String VALID = """
            <relayguard mode="observe">
              <role>mail-server</role>
              <role>secondary-mx</role>
              <observe>forged-sender, not-our-role</observe>
              <forgedSenders default="refuse">
                <accept>example.net</accept>
                <refuse>example.org, exämple.com</refuse>
              </forgedSenders>
              <networks>
                <internal>10.0.0.0/8, fd00::/8, !10.9.9.9</internal>
                <internal>file://conf/internal.txt</internal>
                <gateways>203.0.113.7</gateways>
                <self>198.51.100.2, mx2.example.net</self>
                <suspectGateway>95%</suspectGateway>
              </networks>
              <relayDomains>
                <domain name="example.org"><primary>mx</primary><primary>smtp://mail.example.org:2525</primary></domain>
                <domain name="exämple.com"><primary>smtp://[2001:db8::1]:26</primary></domain>
                <domains primary="smtp://10.0.0.5">file://conf/domains.txt</domains>
                <domains>file://conf/more-domains.txt</domains>
              </relayDomains>
              <dnsbl threshold="3" deadline="3s" waiting="8">
                <zone weight="3" replies="127.0.0.[2..11;14]">zen.spamhaus.org</zone>
                <zone weight="2" mode="observe" kind="sender">bl.example.net</zone>
                <zone weight="-4" test="none">list.dnswl.org</zone>
                <zone weight="3" label="paid">secretkey0123456789.zen.example.net</zone>
                <exempt>198.51.100.0/24</exempt>
                <cache entries="5000" listedShortest="1m" listedLongest="1h" silence="10s"/>
                <health every="30m" errors="50%" timeOuts="5"/>
              </dnsbl>
              <buffer>
                <repository>spool://var/mail/secondary-mx</repository>
                <node>mx2-a</node>
                <retry first="1m" max="15m"/>
                <maxAge>5d</maxAge>
                <connections>20</connections>
                <bounceProcessor>bounces</bounceProcessor>
              </buffer>
              <dns><server>127.0.0.1:5353</server><server>::1</server></dns>
              <reload every="30s"/>
            </relayguard>""";
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "mx",
            "off",
            "refuse",
            "observe-all",
            "outgoing-relay",
            "outside-to-outside",
            "file://conf/domains.txt",
            "100%",
            "0",
            "-1",
            "5d",
            "99999999999d",
            "::1",
            "[::1]:1",
            "!",
            "smtp://",
            "spool://",
            "file://",
            "127.0.0.[2..",
            "127.[0..255].[0..255].[255..0]",
            "none",
            "helo",
            "a.example",
            "xn--",
            "xn--a-.org",
            "ü.".repeat(40),
            "ä".repeat(300),
            "a".repeat(2000),
            "\u0000",
            "\ud800",
            "\u200d.org",
            "ﬀ.ⅷ",
            "例え。jp",
            "::ffff:1.2.3.4/96",
            "..",
            "%s %d",
            "$1\\");
    private static final String LETTERS = "0123456789abcdmsh.:/-_![]@?#;*=%, \n\u0000äßΣ。\ud83d\udca9\u202e";
    private static final List<String> NAMES = List.of(
            "relayguard",
            "networks",
            "internal",
            "gateways",
            "relayDomains",
            "domain",
            "primary",
            "buffer",
            "node",
            "retry",
            "maxAge",
            "dns",
            "server",
            "name",
            "first",
            "max",
            "mode",
            "role",
            "observe",
            "forgedSenders",
            "accept",
            "refuse",
            "default",
            "self",
            "suspectGateway",
            "domains",
            "reload",
            "every",
            "dnsbl",
            "zone",
            "exempt",
            "cache",
            "health",
            "threshold",
            "weight",
            "replies",
            "label",
            "kind",
            "test",
            "listedShortest",
            "unlistedLongest",
            "");

    private final Random random = new Random(2);

    @Test
    void aDamagedDocumentIsReadOrRefused() {
        Element valid = Documents.element(VALID);
        SettingsParser parser = new SettingsParser(
                Documents.files(Map.of(
                        "file://conf/internal.txt", List.of("192.168.0.0/16", "# guests", "!192.168.9.0/24"),
                        "file://conf/domains.txt", List.of("a.example", "b.example mx smtp://10.0.0.6:26 # two"),
                        "file://conf/more-domains.txt", List.of("c.example"))),
                Documents.HOST_NAME);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                parser.parse(damaged(valid, 1 + random.nextInt(3)));
                read++;
            } catch (InvalidSettings refused) {
                for (InvalidSettings.Problem problem : refused.problems()) {
                    assertThat(problem.toString().lines().count()).isEqualTo(1);
                    assertThat(problem.element().startsWith("dnsbl/zone") ? problem.found() : "")
                            .doesNotContain("secretkey");
                }
            }
        }
        assertThat(read).isBetween(ROUNDS / 100, ROUNDS / 2);
    }

    private Element damaged(Element element, int times) {
        Element damaged = element;
        for (int time = 0; time < times; time++) {
            damaged = damagedOnce(damaged);
        }
        return damaged;
    }

    /** Damages this element, or more often one below it. */
    private Element damagedOnce(Element element) {
        List<Element> children = new ArrayList<>(element.children());
        if (!children.isEmpty() && random.nextInt(6) != 0) {
            int at = random.nextInt(children.size());
            children.set(at, damagedOnce(children.get(at)));
            return new Element(element.name(), element.attributes(), element.text(), children);
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Element(oneOf(NAMES), element.attributes(), element.text(), children);
            case 1 -> new Element(element.name(), damagedAttributes(element), element.text(), children);
            case 2 -> new Element(element.name(), element.attributes(), element.text(), changed(children));
            default -> new Element(element.name(), element.attributes(), damagedText(element.text()), children);
        };
    }

    private Map<String, String> damagedAttributes(Element element) {
        Map<String, String> attributes = new TreeMap<>(element.attributes());
        if (attributes.isEmpty() || random.nextInt(4) == 0) {
            attributes.put(oneOf(NAMES), oneOf(TEXTS));
        } else {
            attributes.replaceAll((name, value) -> damagedText(value));
        }
        return attributes;
    }

    private List<Element> changed(List<Element> children) {
        if (children.isEmpty()) {
            return List.of(new Element(oneOf(NAMES), Map.of(), oneOf(TEXTS), List.of()));
        }
        int at = random.nextInt(children.size());
        if (random.nextBoolean()) {
            children.remove(at);
        } else {
            children.add(children.get(at));
        }
        return children;
    }

    private String damagedText(String text) {
        if (text.isEmpty() || random.nextInt(3) == 0) {
            return oneOf(TEXTS);
        }
        StringBuilder damaged = new StringBuilder(text);
        int at = random.nextInt(text.length());
        char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
        switch (random.nextInt(3)) {
            case 0 -> damaged.insert(at, letter);
            case 1 -> damaged.deleteCharAt(at);
            default -> damaged.setCharAt(at, letter);
        }
        return damaged.toString();
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
