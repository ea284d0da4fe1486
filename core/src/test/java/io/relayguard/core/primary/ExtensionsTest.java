package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.Outcome.Later;
import io.relayguard.core.primary.Outcome.Never;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsTest {
    private static Extensions offering(String... keywords) {
        return Extensions.of(Stream.concat(Stream.of("primary.example.org"), List.of(keywords).stream())
                .toList());
    }

    @Test
    void aKeywordIsReadInAnyCaseAndWithItsParameters() {
        Extensions extensions = offering("pipelining", " Size 1000 ", "AUTH PLAIN LOGIN");
        assertThat(extensions.offered().keySet()).containsExactlyInAnyOrder("PIPELINING", "SIZE", "AUTH");
        assertThat(extensions.offers("PIPELINING")).isTrue();
        assertThat(extensions.offers("PLAIN")).isFalse();
    }

    /** A host may be called as a keyword is. */
    @Test
    void theFirstLineOffersNothing() {
        assertThat(Extensions.of(List.of("PIPELINING at your service")).offers("PIPELINING"))
                .isFalse();
        assertThat(Extensions.of(List.of()).offered()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "SIZE 1000, 1000",
        "SIZE 0, -1",
        "SIZE, -1",
        "SIZE many, -1",
        "SIZE -5, -1",
        "SIZE 1e9, -1",
        "OTHER, -1",
        "SIZE 999999999999999999, 999999999999999999",
        "SIZE 99999999999999999999999, -1"
    })
    void theLargestMessageIsWhatSizeSaysIfItSaysANumber(String line, long largest) {
        assertThat(offering(line).largest()).isEqualTo(largest < 0 ? OptionalLong.empty() : OptionalLong.of(largest));
    }

    @Test
    void aLargerMessageIsRefusedWithBothNumbers() {
        assertThat(offering("SIZE 1000").tooLarge(1000)).isEmpty();
        assertThat(offering("SIZE").tooLarge(Long.MAX_VALUE)).isEmpty();
        assertThat(offering("SIZE 1000").tooLarge(1001))
                .contains(new Never(new SmtpReply(
                        552, "5.3.4 the message has 1001 octets, and the primary takes no more than 1000 (SIZE)")));
    }

    @Test
    void whatThePrimaryLacksIsNamed() {
        assertThat(offering("8BITMIME").withoutEightBit()).isEmpty();
        assertThat(offering("SMTPUTF8").withoutUtf8()).isEmpty();
        assertThat(offering().withoutEightBit())
                .contains(new Never(new SmtpReply(
                        554, "5.6.3 the message has 8-bit octets, and the primary does not offer 8BITMIME")));
        assertThat(offering().withoutUtf8())
                .contains(new Never(new SmtpReply(
                        553, "5.6.7 an address has characters beyond ASCII, and the primary does not offer SMTPUTF8")));
    }

    @Test
    void whereOnlyHeloWasAnsweredNothingIsRefusedForGood() {
        assertThat(Extensions.UNKNOWN.withoutEightBit()).containsInstanceOf(Later.class);
        assertThat(Extensions.UNKNOWN.withoutUtf8()).containsInstanceOf(Later.class);
        assertThat(Extensions.UNKNOWN.tooLarge(Long.MAX_VALUE)).isEmpty();
    }
}
