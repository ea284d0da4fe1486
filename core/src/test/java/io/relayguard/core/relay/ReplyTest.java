package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.Recipient;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {
    @Test
    void aRefusalNamesTheRecipientAndNothingElse() {
        assertThat(Reply.refused(new Recipient("you", "elsewhere.example")))
                .isEqualTo(new Reply(550, "5.7.1", "<you@elsewhere.example>: relay access denied"));
    }

    @Test
    void aPostponementAsksTheClientToComeBack() {
        assertThat(Reply.notNow(new Recipient("you", "elsewhere.example")))
                .isEqualTo(new Reply(
                        451, "4.3.0", "<you@elsewhere.example>: cannot be checked right now, please try again later"));
    }

    @Test
    void controlCharactersNeverReachTheWire() {
        Recipient forged = new Recipient("a\r\n250 2.1.5 ok\u0000\t\u007f", "elsewhere.example");

        assertThat(List.of(Reply.refused(forged), Reply.notNow(forged)))
                .extracting(Reply::text)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainPattern("\\p{Cntrl}")
                        .startsWith("<a??250 2.1.5 ok???@elsewhere.example>: "));
    }

    @Test
    void theLineStaysWithinWhatSmtpAllowsHoweverLongTheRecipientIs() {
        Recipient endless = new Recipient("x".repeat(100_000), "elsewhere.example");

        assertThat(List.of(Reply.refused(endless), Reply.notNow(endless)))
                .allSatisfy(reply -> assertThat(reply.code() + " " + reply.enhancedCode() + " " + reply.text() + "\r\n")
                        .hasSizeLessThanOrEqualTo(512));
    }
}
