package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.0", "127.0.0.2", "127.1.2.3", "127.255.255.255"})
    void everyAddressOf127IsACode(String literal) {
        assertThat(ReplyCode.of(Zones.address(literal)))
                .map(ReplyCode::toString)
                .contains(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "126.255.255.255",
                "128.0.0.0",
                "255.0.0.2",
                "0.0.0.127",
                "192.0.2.1",
                "::1",
                "::7f00:2",
                "7f00::2",
                "64:ff9b::127.0.0.2"
            })
    void noOtherAddressIsOne(String literal) {
        assertThat(ReplyCode.of(Zones.address(literal))).isEmpty();
    }

    @Test
    void norAnyOtherNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplyCode(0x8000_0001))
                .withMessage("not in 127.0.0.0/8: 80000001");
    }

    @Test
    void theOctetsCountFromTheLeft() {
        assertThat(Zones.code("127.1.2.3").octet(0)).isEqualTo(127);
        assertThat(Zones.code("127.1.2.3").octet(1)).isEqualTo(1);
        assertThat(Zones.code("127.1.2.3").octet(2)).isEqualTo(2);
        assertThat(Zones.code("127.1.2.255").octet(3)).isEqualTo(255);
    }

    @ParameterizedTest
    @CsvSource({
        "127.255.255.0, true",
        "127.255.255.255, true",
        "127.255.254.255, false",
        "127.254.255.255, false",
        "127.0.0.252, false",
    })
    void operatorsHaveANetworkOfTheirOwnForErrors(String literal, boolean error) {
        assertThat(Zones.code(literal).isOperatorsError()).isEqualTo(error);
    }
}
