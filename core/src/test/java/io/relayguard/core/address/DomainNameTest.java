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
        "xn--exmple-cua.org, xn--exmple-cua.org",
        "XN--Exmple-CUA.org, xn--exmple-cua.org",
        "exämple.org, xn--exmple-cua.org",
        "EXÄMPLE.ORG., xn--exmple-cua.org",
        "ｅｘａｍｐｌｅ．ｏｒｇ, example.org",
        "例え。jp, xn--r8jz45g.jp",
        "exam\u00adple.org, example.org",
        "\u212aelvin.example, kelvin.example",
        "xn--strae-oqa.example, xn--strae-oqa.example"
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
                "straße.example",
                "λόγος.example",
                "ex\u200dample.org",
                "ex\u200cample.org",
                "ä..org",
                "ä@example.org",
                "１９２.0.2.1",
                "ä＠b.example",
                "\ud83d.example",
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

    /** The conversion's cost grows with the length: nobody shall make us work by writing a long name. */
    @Test
    void aNameInULabelsIsNotReadBeyondAThousandCharacters() {
        String invisible = "\u00ad".repeat(988);

        assertThat(DomainName.parse(invisible + "exämple.org.")).contains(new DomainName("xn--exmple-cua.org"));
        assertThat(DomainName.parse(invisible + "\u00adexämple.org.")).isEmpty();
        assertThat(DomainName.parse("ä".repeat(300) + ".org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"`", "{", "/", ":", "@", "[", "^", "A", "*", "%"})
    void onlyLettersDigitsHyphensAndUnderscoresStandInALabel(String other) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DomainName("a" + other + "b.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z", "0", "9", "_", "a-b", "9z", "_a"})
    void theFirstAndTheLastOfEachAreAmongThem(String label) {
        assertThat(new DomainName(label + ".example")).hasToString(label + ".example");
        assertThat(DomainName.parse("x." + label + "z")).isPresent();
    }

    @Test
    void aNameThatEndsInANumberIsAnAddress() {
        assertThat(DomainName.parse("example.0")).isEmpty();
        assertThat(DomainName.parse("example.9")).isEmpty();
        assertThat(DomainName.parse("example.0x1f")).isPresent();
        assertThat(DomainName.parse("1.2.3.4a")).isPresent();
        assertThat(DomainName.parse("1.2.3.a4")).isPresent();
    }

    @Test
    void theRecordItselfTakesOnlyTheCanonicalForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DomainName("Example.org"))
                .withMessage("not a domain name: Example.org");
    }
}
