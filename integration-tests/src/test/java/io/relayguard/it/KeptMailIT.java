package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.primary.Delivery;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accepted is kept: what James took for a primary survives James. */
class KeptMailIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MAILS = 20;

    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.SECONDARY_MX);

    @Test
    void mailForAPrimaryThatIsDownSurvivesTheKillingOfJamesAndArrivesOnce() throws IOException, InterruptedException {
        JAMES.primary().stop();
        List<String> messages = IntStream.range(0, MAILS)
                .mapToObj(number -> TestMail.delicate("kept number " + number + "."))
                .toList();
        sendAll(messages);
        await("all mails are in the spool")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.spooledContents())
                        .hasSize(MAILS)
                        .allSatisfy(file -> assertThat(messages).anyMatch(file::contains)));

        JAMES.server().kill9();
        JAMES.server().start();
        assertThat(JAMES.primary().deliveries()).isEmpty();
        JAMES.primary().start();

        await("the spool is empty")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(JAMES.spooled()).isEmpty());
        assertThat(JAMES.primary().deliveries())
                .extracting(Delivery::messageBelowTrace)
                .containsExactlyInAnyOrderElementsOf(messages);
        assertThat(JAMES.primary().deliveries())
                .allSatisfy(mail -> assertThat(mail.recipients()).containsExactly("ann@example.org"));
    }

    private static void sendAll(List<String> messages) throws IOException {
        try (SmtpClient client = JAMES.clientFrom(Loopback.STRANGER)) {
            for (String message : messages) {
                assertThat(client.send("stranger@elsewhere.test", List.of("ann@example.org"), message)
                                .code())
                        .isEqualTo(250);
            }
        }
    }
}
