package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classic open-relay test, for every sample: a stranger never gets a 2xx for any of its recipients. */
interface OpenRelayForms {
    RunningJames james();

    /** A recipient that this sample takes from anybody. */
    String goodRecipient();

    static Stream<OpenRelayForm> all() {
        return OpenRelayForm.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    default void strangerIsRefusedHoweverTheRecipientIsWritten(OpenRelayForm form) throws IOException {
        try (SmtpClient client = james().clientFrom(Loopback.STRANGER)) {
            client.say("MAIL FROM:" + form.sender());
            SmtpReply refusal = client.say("RCPT TO:" + form.recipient());
            assertThat(refusal.code()).as("reply to %s: %s", form, refusal).isBetween(400, 599);
            assertThat(client.say("DATA").code()).as("DATA after %s", form).isBetween(500, 599);

            // The form was refused, not the session.
            client.say("RSET");
            assertThat(client.mailFrom("probe@elsewhere.test").code()).isEqualTo(250);
            assertThat(client.rcptTo(goodRecipient()).code()).isEqualTo(250);
        }
    }
}
