package io.relayguard.relaytest.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    static Places all() {
        return new Places(Map.of(
                Place.OUTSIDE, "outside.test",
                Place.OUTSIDE_MIXED, "OuTsIdE.TeSt",
                Place.OUTSIDE_IPV4, "203.0.113.25",
                Place.OUTSIDE_IPV6, "2001:db8::25",
                Place.SERVER, "mx.test",
                Place.SERVER_ADDRESS, "IPv6:2001:db8::1",
                Place.SERVER_IPV4, "192.0.2.1",
                Place.SERVER_IPV6, "2001:db8::1",
                Place.LOCAL, "local.test",
                Place.BACKED_UP, "backup.test"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '\0', textBlock = """
                    <relaytest@D> <relaytest@outside.test>
                    <relaytest%D@[IP]> <relaytest%outside.test@[IPv6:2001:db8::1]>
                    <@[IPv6:IP6]:relaytest@[D4]> <@[IPv6:2001:db8::1]:relaytest@[203.0.113.25]>
                    <"relaytest\\@D"@L> <"relaytest\\@outside.test"@local.test>
                    <D!relaytest%B@S> <outside.test!relaytest%backup.test@mx.test>
                    <RelayTest@DmIxEd> <RelayTest@OuTsIdE.TeSt>
                    <relaytest＠D@S> <relaytest＠outside.test@mx.test>
                    <D！relaytest@S> <outside.test！relaytest@mx.test>
                    <relaytest@bücher.D> <relaytest@bücher.outside.test>
                    <relaytest@bücher。D> <relaytest@bücher。outside.test>
                    <relaytest@L.D> <relaytest@local.test.outside.test>
                    <D::relaytest> <outside.test::relaytest>
                    <DATA@SL> <DATA@SL>
                    """)
    void placesAreFilledWhereTheyAreWordsOfTheirOwn(String template, String filled) {
        assertThat(all().fill(template)).isEqualTo(filled);
    }

    @Test
    void whatIsMissingIsNamed() {
        Places onlyOutside = new Places(Map.of(Place.OUTSIDE, "outside.test"));
        Form form = new Form("x", Group.PERCENT, Way.PLAIN, Optional.empty(), "<probe@D>", "<relaytest%D@B>");

        assertThat(onlyOutside.missing(form)).contains(Place.BACKED_UP);
        assertThat(onlyOutside.missing(form).orElseThrow().whyMissing()).isEqualTo("no backed-up domain was given");
        assertThat(onlyOutside.fill(form.rcpt())).isEqualTo("<relaytest%outside.test@B>");
        assertThat(onlyOutside.with(Place.BACKED_UP, "backup.test").missing(form))
                .isEmpty();
    }

    @Test
    void heloNameIsAPlaceToo() {
        Places onlyOutside = new Places(Map.of(Place.OUTSIDE, "outside.test"));
        Form form = new Form("x", Group.HELO, Way.PLAIN, Optional.of("L"), "<probe@D>", "<relaytest@D>");

        assertThat(onlyOutside.missing(form)).contains(Place.LOCAL);
    }
}
