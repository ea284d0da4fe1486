package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import io.relayguard.it.Matrix.Client;
import io.relayguard.it.Matrix.Line;
import io.relayguard.it.Matrix.To;
import java.io.IOException;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A sample plays its whole matrix: every client, with every sender, to every recipient. */
interface RoleMatrix {
    RunningJames james();

    Doors doors();

    Cast cast();

    Matrix matrix();

    @TestFactory
    default Stream<DynamicTest> everyCell() {
        return matrix().lines().stream()
                .filter(Line::isApplicable)
                .map(line -> DynamicTest.dynamicTest(line.toString(), () -> play(line)));
    }

    /** Where the matrix has no users, nobody can become one. */
    @Test
    default void whereThereAreNoUsersNobodyLogsIn() throws IOException {
        boolean submission =
                matrix().lines().stream().anyMatch(line -> line.client() == Client.USER && line.isApplicable());
        try (SmtpClient client = james().clientFrom(Loopback.STRANGER)) {
            assertThat(client.ehlo().offers("AUTH")).isFalse();
            assertThat(client.authPlain(cast().user(), Cast.PASSWORD).code()).isEqualTo(504);
        }
        assertThat(james().hasSubmission()).isEqualTo(submission);
    }

    private void play(Line line) throws IOException, InterruptedException {
        if (line.client() == Client.FETCHED) {
            new FetchedMail(james(), doors(), cast()).play(line);
        } else {
            playAtRcpt(line);
        }
    }

    private void playAtRcpt(Line line) throws IOException {
        SoftAssertions cells = new SoftAssertions();
        try (SmtpClient client = connect(line.client())) {
            for (To to : To.values()) {
                String recipient = cast().forwardPath(to);
                client.say("RSET");
                assertThat(client.mailFrom(cast().reversePath(line.sender())).code())
                        .isEqualTo(250);
                cells.assertThat(outcome(client.rcptTo(recipient), recipient))
                        .as("to %s", to)
                        .isEqualTo(line.expected().get(to));
            }
        }
        cells.assertAll();
    }

    private SmtpClient connect(Client client) throws IOException {
        return switch (client) {
            case INSIDE -> james().clientFrom(Loopback.INSIDER);
            case OUTSIDE -> james().clientFrom(Loopback.STRANGER);
            case USER -> loggedIn();
            // The balancers' own addresses are the wrong way round, so that a mix-up shows.
            case PROXIED_INSIDE -> doors().throughBalancer(Loopback.STRANGER, Doors.INSIDE);
            case PROXIED_OUTSIDE -> doors().throughBalancer(Loopback.INSIDER, Doors.OUTSIDE);
            case FETCHED -> throw new IllegalArgumentException("fetched mail has no client");
        };
    }

    private SmtpClient loggedIn() throws IOException {
        SmtpClient client = james().submissionFrom(Loopback.STRANGER);
        client.startTls();
        client.ehlo();
        assertThat(client.authPlain(cast().user(), Cast.PASSWORD).code()).isEqualTo(235);
        return client;
    }

    private static String outcome(SmtpReply reply, String recipient) {
        String text = reply.toString();
        if (text.equals("550 5.7.1 <" + recipient + ">: relay access denied")) {
            return "denied";
        }
        if (text.equals("550 5.7.1 <" + recipient + ">: sender address rejected")) {
            return "forged";
        }
        return reply.code() == 250 ? "250" : text;
    }
}
