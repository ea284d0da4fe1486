package io.relayguard.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "you%elsewhere",
                "elsewhere!you",
                "you@elsewhere",
                "\"you@elsewhere\"",
                "\"a%b\"",
                "a\\@b",
                "%",
                "!"
            })
    void percentBangAndAtHideASecondAddressQuotedOrNot(String localPart) {
        assertThat(new Recipient(localPart, "example.org").hidesAnotherAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"you", "you+tag", "first.last", "\"two words\"", "o'hara", "#1", "you=elsewhere", "", "a/b"})
    void otherCharactersHideNone(String localPart) {
        assertThat(new Recipient(localPart, "example.org").hidesAnotherAddress())
                .isFalse();
    }

    @Test
    void anAddressLiteralIsNoDomainName() {
        assertThat(new Recipient("you", "192.0.2.1").domainName()).isEmpty();
        assertThat(new Recipient("you", "Example.org.").domainName()).contains(new DomainName("example.org"));
    }

    @Test
    void theNullReversePathIsKnownAndShownAsSmtpWritesIt() {
        assertThat(ReversePath.NULL.isNull()).isTrue();
        assertThat(ReversePath.NULL).hasToString("<>");
        assertThat(new ReversePath("a@b.example")).hasToString("<a@b.example>");
        assertThat(new ReversePath("a@b.example").isNull()).isFalse();
    }
}
