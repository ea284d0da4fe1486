package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.relaytest.smtp.Reply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two replies mean: the truth table. */
class EvidenceTest {
    @ParameterizedTest
    @CsvSource({
        "250, 250, ACCEPTED",
        "250, 251, ACCEPTED",
        "250, 252, ACCEPTED",
        "530, 250, ACCEPTED",
        "450, 250, ACCEPTED",
        "250, 550, REFUSED",
        "250, 501, REFUSED",
        "550, 550, REFUSED",
        "530, 503, REFUSED",
        "250, 450, PUT_OFF",
        "250, 421, PUT_OFF",
        "550, 450, PUT_OFF",
        "450, 503, PUT_OFF",
        "250, 354, NO_ANSWER"
    })
    void mailAndRcpt(int mail, int rcpt, Outcome.Kind outcome) {
        assertThat(new Evidence(Optional.of(reply(mail)), reply(rcpt)).outcome().kind())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"421, PUT_OFF", "450, PUT_OFF"})
    void greetingAlone(int code, Outcome.Kind outcome) {
        assertThat(new Evidence(Optional.empty(), reply(code)).outcome().kind()).isEqualTo(outcome);
    }

    private static Reply reply(int code) {
        return new Reply(code, List.of("text"));
    }
}
