package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ListingTest {
    /** What each kind of reply means: only 127.0.0.0/8 without its errors is a listing. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, listed 127.0.0.2",
        "127.0.0.1, listed 127.0.0.1",
        "127.255.254.255, listed 127.255.254.255",
        "127.0.0.4 127.0.0.2 127.0.0.10, listed 127.0.0.2 127.0.0.4 127.0.0.10",
        "192.0.2.1, outside-127",
        "10.0.0.2, outside-127",
        "128.0.0.2, outside-127",
        "::1, outside-127",
        "127.0.0.2 192.0.2.1, outside-127",
        "192.0.2.1 127.0.0.2, outside-127",
        "127.255.255.252, operator-252",
        "127.255.255.254, operator-254",
        "127.255.255.255, operator-255",
        "127.255.255.0, operator-other",
        "127.255.255.250, operator-other",
        "127.255.255.253, operator-other",
        "127.0.0.2 127.255.255.254, operator-254",
        "127.255.255.254 127.0.0.2, operator-254",
        "127.255.255.255 127.255.255.252, operator-252",
        "127.255.255.254 192.0.2.1, outside-127",
        "192.0.2.1 127.255.255.254, outside-127",
    })
    void onlyALoopbackAddressThatIsNoErrorIsAListing(String addresses, String meaning) {
        assertThat(word(Listing.of(Zones.addresses(addresses.split(" ", -1))))).isEqualTo(meaning);
    }

    @Test
    void noSuchNameIsNotListed() {
        assertThat(word(Listing.of(new DnsReply.Nothing(Duration.ofMinutes(5)))))
                .isEqualTo("not listed");
    }

    @ParameterizedTest
    @EnumSource
    void whateverFailsIsNoAnswerAndNeverNotListed(Silence why) {
        assertThat(Listing.of(new DnsReply.Failed(why))).isEqualTo(new Listing.NoAnswer(why));
    }

    private static String word(Listing listing) {
        return listing.match(new Listing.Cases<>() {
            @Override
            public String listed(List<ReplyCode> codes) {
                return "listed "
                        + String.join(
                                " ", codes.stream().map(ReplyCode::toString).toList());
            }

            @Override
            public String notListed() {
                return "not listed";
            }

            @Override
            public String noAnswer(Silence why) {
                return why.code();
            }
        });
    }

    @Test
    void aListingCountsIfOneOfItsCodesDoes() {
        Listing.Listed listed = (Listing.Listed) Zones.listed("127.0.0.2", "127.0.0.10");

        assertThat(listed.counts(ReplyFilter.ANY)).isTrue();
        assertThat(listed.counts(Zones.replies("127.0.0.10"))).isTrue();
        assertThat(listed.counts(Zones.replies("127.0.0.[3..9]"))).isFalse();
    }

    @Test
    void anEmptyListingOrAnswerDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Listing.Listed(List.of()))
                .withMessage("no code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DnsReply.Addresses(List.of(), Duration.ZERO))
                .withMessage("no address");
    }

    @Test
    void everySilenceHasAWordOfItsOwnAndSaysWhatItMeans() {
        assertThat(Stream.of(Silence.values()).map(Silence::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z0-9]+(-[a-z0-9]+)*"));
        assertThat(Stream.of(Silence.values()).map(Silence::meaning))
                .doesNotHaveDuplicates()
                .allMatch(meaning -> meaning.length() > 15);
    }

    @Test
    void aQuestionThatNeverLeftThisServerIsOurSilence() {
        assertThat(those(Silence::isOurs))
                .isEqualTo(EnumSet.of(Silence.SUSPENDED, Silence.NAME_TOO_LONG, Silence.TOO_MANY));
    }

    @Test
    void anAnswerThatNoListGivesIsWrong() {
        assertThat(those(Silence::isWrongAnswer))
                .isEqualTo(EnumSet.of(
                        Silence.OUTSIDE_LOOPBACK,
                        Silence.TYPING_ERROR,
                        Silence.PUBLIC_RESOLVER,
                        Silence.LIMIT_EXCEEDED,
                        Silence.OPERATORS_ERROR,
                        Silence.MALFORMED));
    }

    @Test
    void theErrorsOfOperatorsAreComplaints() {
        assertThat(those(Silence::isComplaint))
                .isEqualTo(EnumSet.of(
                        Silence.TYPING_ERROR,
                        Silence.PUBLIC_RESOLVER,
                        Silence.LIMIT_EXCEEDED,
                        Silence.OPERATORS_ERROR));
    }

    private static Set<Silence> those(Predicate<Silence> which) {
        EnumSet<Silence> those = EnumSet.allOf(Silence.class);
        those.removeIf(which.negate());
        return those;
    }
}
