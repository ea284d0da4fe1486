package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTextTest {
    private static ListingText text(String written, String name, String label) {
        Zone zone = new Zone(Zones.name(name), new ZoneLabel(label), Kind.CLIENT, 1, ReplyFilter.ANY, false, true);
        return ListingText.of(written, zone);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "https://www.spamhaus.org/query/ip/192.0.2.1 | https://www.spamhaus.org/query/ip/192.0.2.1",
                "`  two \t words\r\n554 and\u0000 a line\u001b[2J ` | two words 554 and a line [2J",
                "`\u202ee\u00e4\ud83d\udca9x` | e x",
                "`` | ``",
                "`\u00e4` | ``",
            })
    void aTextIsOneLineOfPrintableAscii(String written, String shown) {
        assertThat(text(written, "bl.example.net", "list")).hasToString(shown);
    }

    @Test
    void aZoneThatSaysNothingHasNone() {
        assertThat(text(" ", "bl.example.net", "list")).isEqualTo(ListingText.NONE);
    }

    @Test
    void aLongTextIsCut() {
        assertThat(text("x".repeat(200), "bl.example.net", "list").value()).isEqualTo("x".repeat(200));
        assertThat(text("x".repeat(201), "bl.example.net", "list").value()).isEqualTo("x".repeat(200) + "...");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see 1.2.0.192.secretkey.zen.example.net. | see 1.2.0.192.paid.",
                "see SecretKey.Zen.EXAMPLE.net or secretkey.zen.example.net | see paid or paid",
                "your key SECRETKEY has run out | your key paid has run out",
                "https://example.net/?key=secretkey&ip=192.0.2.1 | https://example.net/?key=paid&ip=192.0.2.1",
                "secretkeys, my-secretkey, secretkey-2 | secretkeys, my-secretkey, secretkey-2",
                "zen.example.net | zen.example.net",
            })
    void theNameOfAZoneAndItsKeyAreNotShown(String written, String shown) {
        assertThat(text(written, "secretkey.zen.example.net", "paid")).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kSECRETKEY0123456789k | kpaidk",
                "secretkey0123456789 another0123456789key | paid paid",
                "zen.example.net | zen.example.net",
            })
    void whatLooksLikeAKeyIsNotShownWhereverItStands(String written, String shown) {
        assertThat(text(written, "zen.secretkey0123456789.another0123456789key.net", "paid"))
                .hasToString(shown);
    }

    @Test
    void theKeyIsGoneBeforeTheTextIsCut() {
        assertThat(text("x".repeat(195) + " secretkey.zen.example.net", "secretkey.zen.example.net", "paid")
                        .value())
                .isEqualTo("x".repeat(195) + " paid");
    }

    @ParameterizedTest
    @CsvSource({
        "bl.example.net, https://www.example.net/bl.shtml?192.0.2.1",
        "seven77.example.net, see https://seven77.example/",
    })
    void aShortFirstPartIsNoKey(String name, String written) {
        assertThat(text(written, name, "paid")).hasToString(written);
    }

    @Test
    void aZoneWithoutALabelHasNothingToHide() {
        assertThat(text("truncate of truncate.example.net", "truncate.example.net", "truncate.example.net"))
                .hasToString("truncate of truncate.example.net");
        assertThat(text("truncate of truncate.example.net", "truncate.example.net", "cut"))
                .hasToString("cut of cut");
    }
}
