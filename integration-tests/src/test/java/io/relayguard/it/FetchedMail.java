package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.primary.StandInPrimary;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.it.Matrix.Line;
import io.relayguard.it.Matrix.To;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Mail as FetchMail brings it: no client, no hook, and for a client's address this host's own, which is an internal
 * one. The memory server has no FetchMail, so {@code Overlay.fetched} sets what FetchMail sets.
 */
record FetchedMail(RunningJames james, Doors doors, Cast cast) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Sends one mail to each recipient, and waits until what became of all of them is what the line says. */
    void play(Line line) throws IOException, InterruptedException {
        Map<To, Integer> before = inboxes();
        try (SmtpClient client = doors.pastTheHook()) {
            for (To to : To.values()) {
                String recipient = cast.forwardPath(to);
                String message = Doors.FETCHED + ": yes\r\n" + TestMail.delicate(subject(line, to));
                assertThat(client.send(cast.reversePath(line.sender()), List.of(recipient), message)
                                .code())
                        .isEqualTo(250);
            }
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(fates(line, before)).isEqualTo(line.expected()));
    }

    /** All that became of each mail: usually one thing. */
    private Map<To, String> fates(Line line, Map<To, Integer> before) throws IOException, InterruptedException {
        Map<To, Integer> now = inboxes();
        List<String> kept = james.keptContents("relay-denied");
        Map<To, String> fates = new EnumMap<>(To.class);
        for (To to : To.values()) {
            String field = "Subject: " + subject(line, to) + "\r\n";
            String fate = (arrived(before, now, to) ? "delivered" : "")
                    + (kept.stream().anyMatch(mail -> mail.contains(field)) ? "kept" : "")
                    + (has(james.primary(), field) ? "primary" : "")
                    + (has(james.internet(), field) ? "out" : "");
            fates.put(to, fate);
        }
        return fates;
    }

    private Map<To, Integer> inboxes() throws IOException, InterruptedException {
        Map<To, Integer> counts = new EnumMap<>(To.class);
        for (To to : To.values()) {
            if (cast.hasMailbox(to)) {
                counts.put(to, james.webAdmin().inboxCount(cast.forwardPath(to)));
            }
        }
        return counts;
    }

    private static boolean arrived(Map<To, Integer> before, Map<To, Integer> now, To to) {
        return !now.getOrDefault(to, 0).equals(before.getOrDefault(to, 0));
    }

    private static boolean has(StandInPrimary server, String field) {
        return server.deliveries().stream().anyMatch(mail -> mail.message().contains(field));
    }

    private static String subject(Line line, To to) {
        return "fetched, " + line.sender() + " to " + to + ".";
    }
}
