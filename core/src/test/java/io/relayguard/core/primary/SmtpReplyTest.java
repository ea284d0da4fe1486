package io.relayguard.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    @ParameterizedTest
    @CsvSource({
        "550, 5.1.1 nobody here, 5.1.1",
        "250, 2.0.0 taken, 2.0.0",
        "451, 4.7.650 throttled, 4.7.650",
        "450, 4.2.1, 4.2.1",
        "552, 5.3.4 mailbox 5.2.2 full, 5.3.4",
    })
    void theEnhancedCodeIsTheOneThatTheTextBeginsWith(int code, String text, String enhanced) {
        assertThat(new SmtpReply(code, text).enhanced())
                .map(EnhancedCode::toString)
                .contains(enhanced);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no",
                "nobody 5.1.1",
                "5.1 nobody",
                "5.1.1234 x",
                "5.1.1.2 x",
                "5.1.1nobody",
                "3.0.0 x",
                "5..1"
            })
    void whatIsNoEnhancedCodeIsText(String text) {
        assertThat(new SmtpReply(550, text).enhanced()).isEmpty();
    }

    /** RFC 2034 section 4: the class is the reply's own. */
    @Test
    void anEnhancedCodeOfAnotherClassIsNotBelieved() {
        assertThat(new SmtpReply(550, "2.1.5 recipient ok").enhanced()).isEmpty();
        assertThat(new SmtpReply(450, "5.1.1 nobody").enhanced()).isEmpty();
    }
}
