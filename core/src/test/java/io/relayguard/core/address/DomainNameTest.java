package io.relayguard.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "EXAMPLE.Org, example.org",
        "example.org., example.org",
        "localhost, localhost",
        "a, a",
        "1and1.example, 1and1.example",
        "4.3.2.1.in-addr.arpa, 4.3.2.1.in-addr.arpa",
        "_dmarc.example.org, _dmarc.example.org",
        "a_b.example, a_b.example",
        "xn--exmple-cua.org, xn--exmple-cua.org"
    })
    void namesAreReadInAnyCaseWithOrWithoutTheTrailingDot(String written, String name) {
        assertThat(DomainName.parse(written)).contains(new DomainName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "example..org",
                ".example.org",
                "example.org..",
                "-a.example",
                "a-.example",
                "exa mple.org",
                " example.org",
                "example.org\n",
                "exämple.org",
                "192.0.2.1",
                "192.0.2.1.",
                "[192.0.2.1]",
                "2001:db8::1",
                "IPv6:2001:db8::1",
                "example.123",
                "42",
                "a@example.org",
                "example.org%elsewhere.example",
                "*.example.org"
            })
    void addressesAndBrokenNamesAreNone(String written) {
        assertThat(DomainName.parse(written)).isEmpty();
    }

    @Test
    void aLabelHas63CharactersAtMostAndAName253() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "b".repeat(61));

        assertThat(longest).hasSize(253);
        assertThat(DomainName.parse(longest)).isPresent();
        assertThat(DomainName.parse(longest + ".")).isPresent();
        assertThat(DomainName.parse(longest + "b")).isEmpty();
        assertThat(DomainName.parse("a".repeat(64) + ".example")).isEmpty();
    }

    @Test
    void theRecordItselfTakesOnlyTheCanonicalForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DomainName("Example.org"))
                .withMessage("not a domain name: Example.org");
    }
}
