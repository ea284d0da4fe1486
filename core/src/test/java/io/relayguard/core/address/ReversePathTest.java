package io.relayguard.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReversePathTest {
    @ParameterizedTest
    @ValueSource(strings = {"<>", "", " ", " <> "})
    void theNullReversePathIsKnownAndShownAsSmtpWritesIt(String path) {
        assertThat(ReversePath.parse(path)).isEqualTo(ReversePath.NULL).hasToString("<>");
        assertThat(ReversePath.parse(path).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "<a@b.example>, a@b.example",
        "a@b.example, a@b.example",
        "' <a@b.example> ', a@b.example",
        "<a@b.example, <a@b.example",
        "a@b.example>, a@b.example>",
        "<, <",
        ">, >"
    })
    void bracketsBelongToSmtpAndNotToTheAddress(String path, String address) {
        assertThat(ReversePath.parse(path)).isEqualTo(new ReversePath(address)).hasToString("<" + address + ">");
        assertThat(ReversePath.parse(path).isNull()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<>\u001e", "\u2003", "\u3000<>", "<>\r\n", "< >"})
    void whatIsNotNothingIsNotTheNullReversePath(String path) {
        assertThat(ReversePath.parse(path).isNull()).isFalse();
        assertThat(ReversePath.parse(path).host()).isInstanceOf(MailHost.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a@Example.ORG., example.org",
        "@b.example:a@example.org, example.org",
        "a@b@example.org, example.org",
        "a@[192.0.2.1], [192.0.2.1]",
        "a@exämple.org, xn--exmple-cua.org"
    })
    void itsHostIsReadAsARecipientsIs(String address, String host) {
        assertThat(ReversePath.parse(address).host()).hasToString(host);
    }

    @Test
    void theNullReversePathIsFromNowhere() {
        assertThat(ReversePath.NULL.host()).isEqualTo(new MailHost.Unreadable(""));
        assertThat(ReversePath.parse("bob").host()).isEqualTo(new MailHost.Unreadable(""));
    }
}
