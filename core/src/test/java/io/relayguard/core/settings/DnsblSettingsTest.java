package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.relayguard.core.dnsbl.DnsblRules;
import io.relayguard.core.dnsbl.HealthRules;
import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.Misplaced;
import io.relayguard.core.dnsbl.ReplyFilter;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneForm;
import io.relayguard.core.dnsbl.ZoneLabel;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.settings.DnsblSettings.CacheRules;
import io.relayguard.core.settings.DnsblSettings.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsblSettingsTest {
    private static final String NAME =
            "the name of a zone, such as zen.spamhaus.org (two labels or more, at most 189 characters)";
    private static final String WEIGHT = "a weight from 1 to 100, or from -100 to -1 for an allow list";
    private static final String LABEL = "a name of letters, digits, dots, hyphens or underscores, such as zen";

    private static String dnsbl(String content) {
        return "<relayguard><dnsbl>" + content + "</dnsbl></relayguard>";
    }

    private static DnsblSettings parse(String content) throws InvalidSettings {
        return Documents.parse(dnsbl(content)).dnsbl();
    }

    private static List<String> problems(String content) {
        return Documents.problems(dnsbl(content));
    }

    private static Zone zone(String attributes) throws InvalidSettings {
        return parse("<zone>other.example</zone><zone " + attributes + ">bl.example.net</zone>")
                .rules()
                .zones()
                .get(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<relayguard/>",
                "<relayguard><dnsbl/></relayguard>",
                "<relayguard><dnsbl><cache/><health/></dnsbl></relayguard>"
            })
    void byDefaultNobodyIsAsked(String xml) throws InvalidSettings {
        assertThat(Documents.parse(xml).dnsbl())
                .isEqualTo(DnsblSettings.NONE)
                .isEqualTo(new DnsblSettings(
                        new DnsblRules(List.of(), 1),
                        Duration.ofSeconds(3),
                        8,
                        NetworkSet.EMPTY,
                        new CacheRules(
                                100_000,
                                new Span(Duration.ofMinutes(1), Duration.ofHours(1)),
                                new Span(Duration.ofMinutes(1), Duration.ofHours(1)),
                                Duration.ofSeconds(10)),
                        new HealthRules(Duration.ofMinutes(30), 50, 5)));
    }

    @Test
    void everyElementHasItsPlace() throws InvalidSettings, Misplaced {
        DnsblSettings settings = Documents.parse(
                        """
                        <relayguard><dnsbl threshold="4" deadline="1500ms" waiting="0">
                          <zone weight="3" replies="127.0.0.[2..11;4]">zen.spamhaus.org</zone>
                          <zone mode="observe" test="none"> BL.example.net. </zone>
                          <zone weight="-4" replies=" 127.0.[0..255].[1..3] " mode="enforce" test="rfc5782">list.dnswl.org</zone>
                          <zone weight="100" label="zen-paid">SECRETKEY0123456789.zen.dq.spamhaus.net</zone>
                          <zone weight="2" kind="sender" label="dbl">dbl.spamhaus.org</zone>
                          <zone weight="2" kind="helo" label="dbl">dbl.spamhaus.org</zone>
                          <exempt>198.51.100.0/24, !198.51.100.9</exempt>
                          <exempt>file://conf/exempt.txt</exempt>
                          <cache entries="5000" listedShortest="1s" listedLongest="2h" unlistedShortest="3s"
                                 unlistedLongest="4m" silence="5s"/>
                          <health every="10m" errors="25%" timeOuts="3"/>
                        </dnsbl></relayguard>""", Documents.files(Map.of("file://conf/exempt.txt", List.of("2001:db8::/32"))))
                .dnsbl();

        assertThat(settings.rules())
                .isEqualTo(new DnsblRules(
                        List.of(
                                read("zen.spamhaus.org", "zen.spamhaus.org", Kind.CLIENT, 3, "127.0.0.[2..11;4]"),
                                new Zone(
                                        ZoneForm.read("bl.example.net").orElseThrow(),
                                        new ZoneLabel("bl.example.net"),
                                        Kind.CLIENT,
                                        1,
                                        ReplyFilter.ANY,
                                        true,
                                        false),
                                read("list.dnswl.org", "list.dnswl.org", Kind.CLIENT, -4, "127.0.[0..255].[1..3]"),
                                read(
                                        "secretkey0123456789.zen.dq.spamhaus.net",
                                        "zen-paid",
                                        Kind.CLIENT,
                                        100,
                                        "127.[0..255].[0..255].[0..255]"),
                                read("dbl.spamhaus.org", "dbl", Kind.SENDER, 2, ReplyFilter.ANY.toString()),
                                read("dbl.spamhaus.org", "dbl", Kind.HELO, 2, ReplyFilter.ANY.toString())),
                        4));
        assertThat(settings.deadline()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.waiting()).isZero();
        assertThat(settings.exempt().entries().map(Object::toString))
                .containsExactly("198.51.100.0/24", "!198.51.100.9", "2001:db8::/32");
        assertThat(settings.cache())
                .isEqualTo(new CacheRules(
                        5000,
                        new Span(Duration.ofSeconds(1), Duration.ofHours(2)),
                        new Span(Duration.ofSeconds(3), Duration.ofMinutes(4)),
                        Duration.ofSeconds(5)));
        assertThat(settings.health()).isEqualTo(new HealthRules(Duration.ofMinutes(10), 25, 3));
    }

    private static Zone read(String name, String label, Kind kind, int weight, String replies) throws Misplaced {
        return new Zone(
                ZoneForm.read(name).orElseThrow(),
                new ZoneLabel(label),
                kind,
                weight,
                ReplyFilter.parse(replies),
                false,
                true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, -1, -100})
    void aWeightIsAWholeNumber(int weight) throws InvalidSettings {
        assertThat(zone("weight='" + weight + "'").weight()).isEqualTo(weight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-0", "101", "-101", "+3", "03", "--3", "- 3", "3.5", "heavy", "99999999999"})
    void anyOtherWeightIsAProblem(String written) {
        assertThat(problems("<zone weight='" + written + "'>bl.example.net</zone>"))
                .containsExactly("dnsbl/zone@weight: found \"" + written + "\", expected " + WEIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Observe", "observe-all", "off"})
    void aModeIsOneOfTwoWords(String written) {
        assertThat(problems("<zone mode='" + written + "'>bl.example.net</zone>"))
                .containsExactly("dnsbl/zone@mode: found \"" + written + "\", expected enforce or observe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "None", "rfc", "off"})
    void andSoIsATest(String written) {
        assertThat(problems("<zone test='" + written + "'>bl.example.net</zone>"))
                .containsExactly("dnsbl/zone@test: found \"" + written + "\", expected rfc5782 or none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Client", "ehlo", "client, sender"})
    void aKindIsOneOfThreeWords(String written) {
        assertThat(problems("<zone kind='" + written + "'>bl.example.net</zone>"))
                .containsExactly("dnsbl/zone@kind: found \"" + written + "\", expected client, sender or helo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-a", "a-", "zën", "a,b"})
    void aLabelIsAWord(String written) {
        assertThat(problems("<zone label='" + written + "'>bl.example.net</zone>"))
                .containsExactly("dnsbl/zone@label: found \"" + written + "\", expected " + LABEL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | a number from 0 to 255, or [ before several at character 1, where the end is",
                "127.0.0.[2..11 | .. before the end of a range, ; before the next number, or ] at character 15,"
                        + " where the end is",
                "127.0.0.300 | a number from 0 to 255, or [ before several at character 9, where \"3\" is",
                "127.0.0.[11..2] | a number from 11 to 255, which ends the range at character 14, where \"2\" is",
                "10.0.0.2 | 127 as the first octet, since no other answer counts at character 1, where \"1\" is",
                "127.0.0.2, 127.0.0.3 | nothing after the fourth octet at character 10, where \",\" is",
            })
    void aWrongFilterIsPointedAt(String written, String expected) {
        assertThat(problems("<zone replies='" + written + "'>bl.example.net</zone>"))
                .containsExactly("dnsbl/zone@replies: found \"" + written + "\", expected " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '\"\"'",
        "localhost, a text of 9 characters",
        "192.0.2.1, a text of 9 characters",
        "a..example, a text of 10 characters",
        "'a.example, b.example', a text of 20 characters",
        "https://a.example, a text of 17 characters",
        "a.example=127.0.0.2, a text of 19 characters",
        "file://conf/zones.txt, a text of 21 characters",
    })
    void whatIsNoZoneIsAProblemThatDoesNotShowIt(String written, String found) {
        assertThat(problems("<zone>" + written + "</zone>"))
                .containsExactly("dnsbl/zone: found " + found + ", expected " + NAME);
    }

    @Test
    void aNameThatLooksAsIfItHeldAKeyNeedsALabel() {
        assertThat(problems("<zone>SECRETKEY0123456789.zen.dq.spamhaus.net</zone>"))
                .containsExactly("dnsbl/zone: found a name that looks as if it held a key, and no label, expected a"
                        + " label, which is shown in its place, such as label=\"zen\"");
    }

    @Test
    void aZoneHasNothingButItsNameAndItsAttributes() {
        assertThat(problems("<zone name='secretkey'>bl.example.net<replies/></zone>"))
                .containsExactly(
                        "dnsbl/zone@name: found an unknown attribute, expected only the attributes weight, replies,"
                                + " mode, label, kind, test",
                        "dnsbl/zone/replies: found an unknown element, expected no element");
    }

    @Test
    void everyMistakeOfAZoneIsNamed() {
        assertThat(problems("<zone weight='0' replies='x' mode='x' kind='x' test='x' label=''>x</zone>"
                        + "<zone>bl.example.net</zone>"))
                .containsExactly(
                        "dnsbl/zone[1]: found a text of 1 characters, expected " + NAME,
                        "dnsbl/zone[1]@label: found \"\", expected " + LABEL,
                        "dnsbl/zone[1]@weight: found \"0\", expected " + WEIGHT,
                        "dnsbl/zone[1]@replies: found \"x\", expected a number from 0 to 255, or [ before several at"
                                + " character 1, where \"x\" is",
                        "dnsbl/zone[1]@mode: found \"x\", expected enforce or observe",
                        "dnsbl/zone[1]@kind: found \"x\", expected client, sender or helo",
                        "dnsbl/zone[1]@test: found \"x\", expected rfc5782 or none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<zone>a.example</zone><zone replies='127.0.0.2'>a.example</zone><zone replies='127.0.0.3'>a.example</zone>",
                "<zone>a.example</zone><zone kind='sender'>a.example</zone><zone kind='helo'>a.example</zone>",
                "<zone label='a'>a.example</zone><zone label='a' replies='127.0.0.2'>A.example.</zone>",
                "<zone>a.example</zone><zone test='none' kind='sender'>a.example</zone>",
                "<zone mode='observe'>a.example</zone><zone replies='127.0.0.2' weight='-2'>a.example</zone>",
                "<zone label='a'>a.example</zone><zone label='A'>b.example</zone>"
            })
    void aZoneMayStandAgainForOtherRepliesOrAnotherKind(String zones) throws InvalidSettings {
        assertThat(parse(zones).rules().zones()).hasSizeBetween(2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<zone>a.example</zone><zone weight='2' mode='observe'>A.example.</zone>"
                        + " | the zone of dnsbl/zone[1] again, expected each zone once with the same replies",
                "<zone replies='127.0.0.[2;3]'>a.example</zone><zone replies='127.0.0.[2..3]'>a.example</zone>"
                        + " | the zone of dnsbl/zone[1] again, expected each zone once with the same replies",
                "<zone label='a'>a.example</zone><zone replies='127.0.0.2'>a.example</zone>"
                        + " | another label than the same zone has in dnsbl/zone[1], expected one label for each zone",
                "<zone>a.example</zone><zone kind='helo' label='a'>a.example</zone>"
                        + " | another label than the same zone has in dnsbl/zone[1], expected one label for each zone",
                "<zone label='a'>a.example</zone><zone label='a'>b.example</zone>"
                        + " | the label that another zone has in dnsbl/zone[1], expected one label for each zone",
                "<zone>a.example</zone><zone label='a.example'>b.example</zone>"
                        + " | the label that another zone has in dnsbl/zone[1], expected one label for each zone",
                "<zone>a.example</zone><zone test='none' replies='127.0.0.2'>a.example</zone>"
                        + " | another test than the same zone has in dnsbl/zone[1], expected one test for each zone",
            })
    void butNotOtherwise(String zones, String problem) {
        assertThat(problems(zones)).containsExactly("dnsbl/zone[2]: found " + problem);
    }

    @Test
    void everyEarlierZoneIsLookedAt() {
        assertThat(problems("<zone>a.example</zone><zone>b.example</zone><zone>b.example</zone><zone>a.example</zone>"))
                .containsExactly(
                        "dnsbl/zone[3]: found the zone of dnsbl/zone[2] again, expected each zone once with the same"
                                + " replies",
                        "dnsbl/zone[4]: found the zone of dnsbl/zone[1] again, expected each zone once with the same"
                                + " replies");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "5, 5"})
    void aThresholdIsAtMostWhatAllZonesWeighTogether(String written, int threshold) throws InvalidSettings {
        assertThat(Documents.parse("<relayguard><dnsbl threshold='%s'>".formatted(written)
                                + "<zone weight='3'>a.example</zone><zone weight='-4'>b.example</zone>"
                                + "<zone weight='2' mode='observe'>c.example</zone></dnsbl></relayguard>")
                        .dnsbl()
                        .rules()
                        .threshold())
                .isEqualTo(threshold);
    }

    @ParameterizedTest
    @CsvSource({
        "threshold='6', 6, <zone weight='3'>a.example</zone><zone weight='2' mode='observe'>c.example</zone>, 5",
        "'', 1, <zone weight='-4'>b.example</zone>, 0",
    })
    void aThresholdThatNobodyCanReachIsAProblem(String attribute, String threshold, String zones, int most) {
        assertThat(Documents.problems("<relayguard><dnsbl %s>%s</dnsbl></relayguard>".formatted(attribute, zones)))
                .containsExactly("dnsbl: found the threshold " + threshold + ", expected one that the zones can reach:"
                        + " all their positive weights come to " + most);
    }

    @Test
    void whereAZoneIsWrongNobodyKnowsWhatTheyWeighTogether() {
        assertThat(Documents.problems("<relayguard><dnsbl threshold='50'><zone>a.example</zone>"
                        + "<zone weight='1000'>b.example</zone></dnsbl></relayguard>"))
                .containsExactly("dnsbl/zone[2]@weight: found \"1000\", expected " + WEIGHT);
    }

    @Test
    void aThresholdWithoutZonesWaitsForThem() throws InvalidSettings {
        assertThat(Documents.parse("<relayguard><dnsbl threshold='10000'/></relayguard>")
                        .dnsbl()
                        .rules())
                .isEqualTo(new DnsblRules(List.of(), 10_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold | 0 | a threshold from 1 to 10000",
                "threshold | 10001 | a threshold from 1 to 10000",
                "threshold | -1 | a threshold from 1 to 10000",
                "threshold | 99999999999 | a threshold from 1 to 10000",
                "deadline | 3 | a time from 1ms to 30s with its unit (ms, s, m, h, d), such as 3s",
                "deadline | 31s | a time from 1ms to 30s with its unit (ms, s, m, h, d), such as 3s",
                "waiting | 1001 | a number of clients from 0 to 1000",
                "waiting | -1 | a number of clients from 0 to 1000",
            })
    void aWrongAttributeIsAProblem(String name, String written, String expected) {
        assertThat(Documents.problems("<relayguard><dnsbl %s='%s'/></relayguard>".formatted(name, written)))
                .containsExactly("dnsbl@" + name + ": found \"" + written + "\", expected " + expected);
    }

    @ParameterizedTest
    @CsvSource({"1000, 30s, 10000", "0, 1ms, 1"})
    void theBoundsThemselvesAreRight(int waiting, String deadline, int threshold) throws InvalidSettings {
        DnsblSettings settings = Documents.parse(
                        "<relayguard><dnsbl waiting='%s' deadline='%s' threshold='%s'/></relayguard>"
                                .formatted(waiting, deadline, threshold))
                .dnsbl();
        assertThat(settings.waiting()).isEqualTo(waiting);
        assertThat(DurationForm.write(settings.deadline())).isEqualTo(deadline);
        assertThat(settings.rules().threshold()).isEqualTo(threshold);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache@entries | 99 | a number of answers from 100 to 10000000",
                "cache@entries | 10000001 | a number of answers from 100 to 10000000",
                "cache@entries | 0100 | a number of answers from 100 to 10000000",
                "cache@listedShortest | 0s | a time from 1ms to 7d with its unit (ms, s, m, h, d), such as 1h",
                "cache@listedLongest | 8d | a time from 1ms to 7d with its unit (ms, s, m, h, d), such as 1h",
                "cache@unlistedShortest | 8d | a time from 1ms to 7d with its unit (ms, s, m, h, d), such as 1h",
                "cache@unlistedLongest | ever | a time from 1ms to 7d with its unit (ms, s, m, h, d), such as 1h",
                "cache@silence | 6m | a time from 1ms to 5m with its unit (ms, s, m, h, d), such as 10s",
                "health@every | 25h | a time from 1ms to 1d with its unit (ms, s, m, h, d), such as 30m",
                "health@errors | 0% | a share from 1% to 100%, such as 50%",
                "health@errors | 101% | a share from 1% to 100%, such as 50%",
                "health@errors | 50 | a share from 1% to 100%, such as 50%",
                "health@errors | % | a share from 1% to 100%, such as 50%",
                "health@errors | 50%% | a share from 1% to 100%, such as 50%",
                "health@timeOuts | 0 | a number of questions from 1 to 1000",
                "health@timeOuts | 1001 | a number of questions from 1 to 1000",
            })
    void aWrongAttributeBelowIsAProblem(String place, String written, String expected) {
        String element = place.replaceFirst("@.*", "");
        String attribute = place.replaceFirst(".*@", "");
        assertThat(problems("<%s %s='%s'/>".formatted(element, attribute, written)))
                .containsExactly("dnsbl/" + place + ": found \"" + written + "\", expected " + expected);
    }

    @ParameterizedTest
    @CsvSource({"100, 1%, 1", "10000000, 100%, 1000"})
    void andTheBoundsAreNot(int entries, String errors, int timeOuts) throws InvalidSettings {
        DnsblSettings settings = parse("<cache entries='%s' silence='5m' listedLongest='7d'/>".formatted(entries)
                + "<health every='1d' errors='%s' timeOuts='%s'/>".formatted(errors, timeOuts));
        assertThat(settings.cache().entries()).isEqualTo(entries);
        assertThat(settings.cache().listed()).isEqualTo(new Span(Duration.ofMinutes(1), Duration.ofDays(7)));
        assertThat(settings.health())
                .isEqualTo(new HealthRules(Duration.ofDays(1), Integer.parseInt(errors.replace("%", "")), timeOuts));
    }

    @ParameterizedTest
    @CsvSource({
        "listedShortest='5m', 5m, 1h",
        "listedShortest='2h', 2h, 2h",
        "listedShortest='1h', 1h, 1h",
        "listedLongest='2h', 1m, 2h",
        "listedLongest='10s', 10s, 10s",
        "listedLongest='1m', 1m, 1m",
        "listedShortest='10s' listedLongest='10s', 10s, 10s",
        "listedShortest='2h' listedLongest='3h', 2h, 3h",
        "listedShortest='1s' listedLongest='2s', 1s, 2s",
    })
    void oneEndOfASpanMovesTheOtherEndsDefaultAlong(String attributes, String shortest, String longest)
            throws InvalidSettings {
        for (String name : List.of("listed", "unlisted")) {
            CacheRules cache =
                    parse("<cache " + attributes.replace("listed", name) + "/>").cache();
            Span span = name.equals("listed") ? cache.listed() : cache.unlisted();
            Span other = name.equals("listed") ? cache.unlisted() : cache.listed();
            assertThat(DurationForm.write(span.shortest())).isEqualTo(shortest);
            assertThat(DurationForm.write(span.longest())).isEqualTo(longest);
            assertThat(other).isEqualTo(new Span(Duration.ofMinutes(1), Duration.ofHours(1)));
        }
    }

    @Test
    void twoEndsThatCrossAreAProblem() {
        assertThat(problems(
                        "<cache listedShortest='2h' listedLongest='1h' unlistedShortest='11s' unlistedLongest='10s'/>"))
                .containsExactly(
                        "dnsbl/cache@listedShortest: found \"2h\", expected at most what listedLongest says, 1h",
                        "dnsbl/cache@unlistedShortest: found \"11s\", expected at most what unlistedLongest says, 10s");
    }

    @Test
    void aWrongEndIsNotComparedWithTheOther() {
        assertThat(problems(
                        "<cache listedShortest='x' listedLongest='30s' unlistedShortest='2h' unlistedLongest='x'/>"))
                .containsExactly(
                        "dnsbl/cache@listedShortest: found \"x\", expected a time from 1ms to 7d with its unit"
                                + " (ms, s, m, h, d), such as 1h",
                        "dnsbl/cache@unlistedLongest: found \"x\", expected a time from 1ms to 7d with its unit"
                                + " (ms, s, m, h, d), such as 1h");
    }

    @ParameterizedTest
    @CsvSource({"1s, 5s", "5s, 5s", "7s, 7s", "10s, 10s", "11s, 10s", "7d, 10s"})
    void aSpanLimitsATime(String given, String limited) throws InvalidSettings {
        Span span = new Span(Duration.ofSeconds(5), Duration.ofSeconds(10));
        Duration time =
                parse("<cache listedLongest='" + given + "'/>").cache().listed().longest();

        assertThat(span.limit(time)).isEqualTo(limit(limited));
        assertThat(span.limit(Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
    }

    private static Duration limit(String seconds) {
        return Duration.ofSeconds(Long.parseLong(seconds.replace("s", "")));
    }

    @Test
    void aSpanOfOneTimeIsOneAndATurnedOneIsNone() {
        assertThat(new Span(Duration.ofSeconds(5), Duration.ofSeconds(5)).limit(Duration.ofDays(1)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Span(Duration.ofMillis(2), Duration.ofMillis(1)))
                .withMessage("a shortest time beyond the longest");
    }

    @Test
    void exemptNetworksAreReadLikeInternalOnes() {
        assertThat(problems("<exempt>10.0.0.1/8, mx.example.org</exempt><exempt/>"))
                .containsExactly(
                        "dnsbl/exempt[2]: found \"\", expected networks such as 10.0.0.0/8, !10.9.9.9, or one file such"
                                + " as file://conf/internal-networks.txt",
                        "dnsbl/exempt[1]: found \"10.0.0.1/8\", expected 10.0.0.0/8 (all bits after the prefix are"
                                + " zero)",
                        "dnsbl/exempt[1]: found \"mx.example.org\", expected an address or a network, such as"
                                + " 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 (names are not looked up)");
    }

    @Test
    void nothingElseStandsThereAndATextBesideTheZonesIsNotShown() {
        String known = "only the elements zone, exempt, cache, health";

        assertThat(Documents.problems("<relayguard><dnsbl zone='x'>SECRETKEY.example.net<zones>x</zones>"
                        + "<cache size='1'>x</cache><health><test/></health><cache/></dnsbl><dnsbl/></relayguard>"))
                .containsExactly(
                        "dnsbl[1]@zone: found an unknown attribute, expected only the attributes threshold, deadline,"
                                + " waiting",
                        "dnsbl[1]/zones: found an unknown element, expected " + known,
                        "dnsbl[1]: found a text of 21 characters, expected " + known + " and no text",
                        "dnsbl[1]/cache[1]@size: found an unknown attribute, expected only the attributes entries,"
                                + " listedShortest, listedLongest, unlistedShortest, unlistedLongest, silence",
                        "dnsbl[1]/cache[1]: found the text \"x\", expected no element and no text",
                        "dnsbl[1]/cache: found 2 elements of this name, expected one",
                        "dnsbl[1]/health/test: found an unknown element, expected no element",
                        "dnsbl: found 2 elements of this name, expected one");
    }
}
