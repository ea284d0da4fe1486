package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneConditionTest {
    private static final String NAME =
            "the name of a zone, such as zen.spamhaus.org (two labels or more, at most 189 characters)";
    private static final String KEY =
            "a zone without a key (one that has a key goes into relayguard.xml, with a label that is shown in its place)";
    private static final String WEIGHT = "a weight from 1 to 100, or from -100 to -1 for an allow list";
    private static final String NEXT = "a comma before the next zone, or ;threshold=";

    @Test
    void aNameAloneIsAZoneThatListsByItself() throws Misplaced {
        assertThat(ZoneCondition.parse("zen.spamhaus.org"))
                .isEqualTo(new DnsblRules(List.of(Zones.zone("zen.spamhaus.org", 1)), 1));
    }

    @Test
    void everyPartHasItsPlace() throws Misplaced {
        assertThat(
                        ZoneCondition.parse(
                                "zen.spamhaus.org=127.0.0.[2..11;4]*3,BL.example.net.,list.dnswl.org*-4,dnsbl.example=127.0.0.2;threshold=4"))
                .isEqualTo(new DnsblRules(
                        List.of(
                                Zones.zone("zen.spamhaus.org", 3, "127.0.0.[2..11;4]"),
                                Zones.zone("bl.example.net", 1),
                                Zones.zone("list.dnswl.org", -4),
                                Zones.zone("dnsbl.example", 1, "127.0.0.2")),
                        4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  a.example =127.0.0.2 * 3 ,\n\tb.example ; threshold=2 ",
                "a.example= 127.0.0.2*3,b.example;threshold=2",
                "a.example = 127.0.0.2 *3 , b.example\u2003;\u2003threshold=2",
            })
    void blanksMayStandAroundEachSign(String text) throws Misplaced {
        assertThat(ZoneCondition.parse(text))
                .isEqualTo(new DnsblRules(
                        List.of(Zones.zone("a.example", 3, "127.0.0.2"), Zones.zone("b.example", 1)), 2));
    }

    @ParameterizedTest
    @CsvSource({"*1, 1", "*100, 100"})
    void aWeightGoesUpTo100(String written, int weight) throws Misplaced {
        assertThat(ZoneCondition.parse("a.example" + written).zones())
                .singleElement()
                .returns(weight, Zone::weight);
    }

    @Test
    void andDownToMinus100() throws Misplaced {
        assertThat(ZoneCondition.parse("a.example,b.example*-100,c.example*-1").zones())
                .extracting(Zone::weight)
                .containsExactly(1, -100, -1);
    }

    @Test
    void aZoneMayStandAgainForOtherReplies() throws Misplaced {
        assertThat(ZoneCondition.parse("a.example=127.0.0.2*3,a.example=127.0.0.3,a.example,b.example=127.0.0.2")
                        .zones())
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the end | 1 | " + NAME,
                "`  ` | the end | 3 | " + NAME,
                ",a.example | \",\" | 1 | " + NAME,
                "a.example, | the end | 11 | " + NAME,
                "a.example,,b.example | \",\" | 11 | " + NAME,
                "=127.0.0.2 | \"=\" | 1 | " + NAME,
                ";threshold=1 | \";\" | 1 | " + NAME,
                "`a.example, com` | a text of 3 characters | 12 | " + NAME,
                "localhost | a text of 9 characters | 1 | " + NAME,
                "192.0.2.1 | a text of 9 characters | 1 | " + NAME,
                "a..example | a text of 10 characters | 1 | " + NAME,
                "a.example/24 | a text of 12 characters | 1 | " + NAME,
                "a.example=x | \"x\" | 11 | a number from 0 to 255, or [ before several",
                "a.example=127.0.0.[2..11*3 | \"*\" | 25 | .. before the end of a range, ; before the next number, or ]",
                "a.example=10.0.0.2 | \"1\" | 11 | 127 as the first octet, since no other answer counts",
                "a.example=127.0.0.2.5 | \".\" | 20 | * before a weight, " + NEXT,
                "a.example=127.0.0.2=127.0.0.3 | \"=\" | 20 | * before a weight, " + NEXT,
                "a.example*2=127.0.0.2 | \"=\" | 12 | " + NEXT,
                "a.example*2*3 | \"*\" | 12 | " + NEXT,
                "a.example*2.5 | \".\" | 12 | " + NEXT,
                "a.example b.example | \"b\" | 11 | = before replies, * before a weight, " + NEXT,
                "a.example=127.0.0.2*2,b.example c | \"c\" | 33 | = before replies, * before a weight, " + NEXT,
                "a.example* | the end | 11 | " + WEIGHT,
                "a.example*0 | \"0\" | 11 | " + WEIGHT,
                "a.example*-0 | \"0\" | 12 | " + WEIGHT,
                "a.example*101 | \"1\" | 11 | " + WEIGHT,
                "a.example*-101 | \"1\" | 12 | " + WEIGHT,
                "a.example*03 | \"0\" | 11 | " + WEIGHT,
                "a.example*+3 | \"+\" | 11 | " + WEIGHT,
                "a.example*x | \"x\" | 11 | " + WEIGHT,
                "a.example,A.example. | \"A\" | 11 | each zone once with the same replies",
                "`a.example, a.example=127.[0..255].[0..255].[0..255]*2` | \"a\" | 12"
                        + " | each zone once with the same replies",
                "a.example; | the end | 11 | threshold= and a number",
                "a.example;Threshold=1 | \"T\" | 11 | threshold= and a number",
                "a.example;threshold | \"t\" | 11 | threshold= and a number",
                "a.example;threshold= | the end | 21 | a threshold from 1 to 1, which is all weights together",
                "a.example*4,b.example*-9,c.example;threshold=6 | \"6\" | 46"
                        + " | a threshold from 1 to 5, which is all weights together",
                "a.example;threshold=0 | \"0\" | 21 | a threshold from 1 to 1, which is all weights together",
                "a.example;threshold=-1 | \"-\" | 21 | a threshold from 1 to 1, which is all weights together",
                "a.example;threshold=1,b.example | \",\" | 22 | nothing after the threshold",
                "a.example;threshold=1;threshold=1 | \";\" | 22 | nothing after the threshold",
                "a.example*-1 | the end | 13 | a zone with a positive weight, since allow lists alone list nobody",
                "a.example*-1;threshold=1 | \";\" | 13"
                        + " | a zone with a positive weight, since allow lists alone list nobody",
            })
    void anErrorPointsAtItsCharacter(String text, String found, int character, String expected) {
        assertThatExceptionOfType(Misplaced.class)
                .isThrownBy(() -> ZoneCondition.parse(text))
                .withMessage("found " + found + " at character " + character + ", expected " + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secretkey0123456.zen.dq.spamhaus.net",
                "zen.secretkey0123456.example=127.0.0.2*3;threshold=2",
                "SECRETKEY0123456.zen.dq.spamhaus.net",
                "secretkey-0123-4567.zen.dq.example.net"
            })
    void aZoneWithAKeyIsRefusedAndNotShown(String text) {
        assertThatExceptionOfType(Misplaced.class)
                .isThrownBy(() -> ZoneCondition.parse(text))
                .withMessageEndingWith(" at character 1, expected " + KEY)
                .withMessageStartingWith("found a text of ")
                .satisfies(refused ->
                        assertThat(refused.getMessage() + refused.expected()).doesNotContainIgnoringCase("secretkey"));
    }

    @Test
    void itIsTheLaterZoneThatIsPointedAt() {
        assertThatExceptionOfType(Misplaced.class)
                .isThrownBy(() -> ZoneCondition.parse("zen.spamhaus.org, secretkey0123456.zen.dq.spamhaus.net"))
                .withMessage("found a text of 36 characters at character 19, expected " + KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "secretkey0123456.example.net, true",
        "secretkey012345.example.net, false",
        "secretkeysecretkey.example.net, false",
        "0123456789012345.example.net, false",
        "0123456789abcdef.example.net, true",
        "example.net.a0123456789012345, true",
        "550e8400-e29b-41d4-a716-446655440000.example.net, true",
        "550e8400_e29b_41d4.example.net, true",
        "hostkarma.junkemailfilter.com, false",
        "dnsbl-1.uceprotect.net, false",
        "zen.spamhaus.org, false",
    })
    void aKeyIsALongLabelOfLettersAndDigits(String name, boolean key) {
        assertThat(Zones.name(name).looksLikeItHoldsAKey()).isEqualTo(key);
    }

    @Test
    void theNameOfAZoneIsShownNowhere() {
        Zone zone = Zones.zone("secretkey0123456.example.net", 1);
        Zone labelled = new Zone(
                zone.name(),
                new ZoneLabel("paid"),
                zone.kind(),
                zone.weight(),
                zone.replies(),
                zone.observed(),
                zone.tested());

        assertThat(zone.name()).hasToString("ZoneName[hidden]");
        assertThat(labelled).hasToString("paid");
        assertThat(new DnsblRules(List.of(labelled), 1)).asString().doesNotContain("secretkey");
        assertThat(new DnsblVerdict(true, 1, List.of(labelled))).asString().doesNotContain("secretkey");
    }
}
