package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.relaytest.ScriptedServer.Behaviour;
import io.relayguard.relaytest.ScriptedServer.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Servers that are broken, slow, or mean. The test ends, and says what it saw. */
class FaultsTest {
    /** For servers that are silent: long enough on a busy machine, short enough to wait for a few times. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final Limits IMPATIENT = new Limits(SHORT, Duration.ofMinutes(2), 100_000);

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Report report = Runs.run(Runs.against(port));

        assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(report.failure())
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("not tested over ipv4: 127.0.0.1 could not be connected to"));
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void nameThatDoesNotResolve() throws Exception {
        Surroundings nowhere = Runs.resolvingTo(host -> {
            throw new UnknownHostException(host);
        });
        RelayTestSettings settings = RelayTestSettings.of(new Target("nowhere.test", 25), Runs.names());
        Report report = new RelayTest(settings, nowhere, Progress.UNHEARD).run();

        assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(report.failure()).contains("the name nowhere.test does not resolve");
    }

    @Test
    void hostWithoutAnAddressOfTheFamily() throws Exception {
        RelayTestSettings plain = RelayTestSettings.of(new Target("127.0.0.1", 25), Runs.names());
        Report report = Runs.run(new RelayTestSettings(
                plain.target(), Families.IPV6_ONLY, plain.names(), plain.limits(), plain.source(), false));

        assertThat(report.failure()).contains("127.0.0.1 has no address of the family that was asked for");
    }

    @Test
    void noGreeting() throws Exception {
        assertThat(untestable(IMPATIENT, FaultsTest::untilTheEnd)).endsWith("did not answer within 300ms");
    }

    @Test
    void greeting554() throws Exception {
        Report report = run(() -> peer -> peer.say("554 5.7.1 not for you"));

        assertThat(report.failure())
                .hasValueSatisfying(why -> assertThat(why).endsWith("answered greeting: 554 5.7.1 not for you"));
    }

    @Test
    void greeting421() throws Exception {
        Report report = run(() -> peer -> peer.say("421 4.3.2 too busy"));

        assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(report.failure()).hasValueSatisfying(why -> assertThat(why).contains("421 4.3.2 too busy"));
    }

    @Test
    void garbage() throws Exception {
        assertThat(untestable(Runs.LIMITS, peer -> peer.say("\u0007SSH-2.0-\u001b[31mred")))
                .endsWith("sent what is no SMTP reply: \"\\u{7}SSH-2.0-\\u{1b}[31mred\"");
    }

    @Test
    void endlessLine() throws Exception {
        assertThat(untestable(Runs.LIMITS, peer -> {
                    while (true) {
                        peer.raw("220 and on and on ");
                    }
                }))
                .endsWith("sent a reply with a line of more than 2048 octets");
    }

    @Test
    void endlessReply() throws Exception {
        assertThat(untestable(Runs.LIMITS, peer -> {
                    while (true) {
                        peer.say("220-and on");
                    }
                }))
                .endsWith("sent a reply of more than 128 lines");
    }

    /** Each octet is in time; the reply as a whole is not. */
    @Test
    void oneOctetAtATime() throws Exception {
        assertThat(untestable(IMPATIENT, peer -> {
                    while (peer.isThere()) {
                        peer.raw("2");
                        peer.pause(SHORT.dividedBy(10));
                    }
                }))
                .endsWith("did not answer within 300ms");
    }

    @Test
    void hangUpAfterEachRecipientLosesNoAnswer() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            boolean hangsUpAfter(String line) {
                return line.startsWith("RCPT") && !line.contains("postmaster@local");
            }
        });

        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
    }

    @Test
    void hangUpAfterMailIsNoAnswerAndIsNotAskedForEver() throws Exception {
        AtomicInteger mails = new AtomicInteger();
        Report report = run(() -> new Polite() {
            @Override
            boolean hangsUpAfter(String line) {
                return line.startsWith("MAIL") && mails.incrementAndGet() > 0;
            }
        });

        assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(report.count(Outcome.Kind.REFUSED)).isZero();
        assertThat(Runs.only(report, "2").outcome().remark()).contains("the server closed the connection");
        assertThat(Runs.only(report, "after-rset").outcome().remark())
                .contains("not asked: 10 forms before it had no answer");
        assertThat(mails).hasValue(2 * Round.PATIENCE);
    }

    @Test
    void serverThatIsSilentToRecipientsIsGivenUp() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(() -> new Polite() {
            @Override
            String reply(String line) throws IOException {
                return line.startsWith("RCPT") ? "250-so far" : super.reply(line);
            }
        })) {
            Limits limits = new Limits(Duration.ofMillis(50), Duration.ofMinutes(2), 100_000);
            Report report = Runs.run(Runs.with(Runs.against(server.port()), limits));

            assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
            assertThat(report.accepted()).isEmpty();
            assertThat(server.connections()).isLessThan(2 * Round.PATIENCE + 2);
        }
    }

    @Test
    void hangUpWith421IsFollowedByANewConnection() throws Exception {
        Report report = run(() -> new Polite() {
            private int errors;

            @Override
            protected String rcpt(String recipient) throws IOException {
                return isLocal(recipient) || ++errors < 3 ? super.rcpt(recipient) : "421 4.7.0 too many errors";
            }
        });

        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
    }

    @Test
    void nothingBut421IsPutOff() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            protected String rcpt(String recipient) {
                return "421 4.7.0 not now";
            }
        });

        assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(Runs.only(report, "2").outcome()).isEqualTo(new Outcome.PutOff());
    }

    @Test
    void oneFormThatIsPutOffLeavesTheWholeUndecided() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            protected String rcpt(String recipient) throws IOException {
                return recipient.startsWith("<outside.test::") ? "450 4.2.0 greylisted" : super.rcpt(recipient);
            }
        });

        assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(report.count(Outcome.Kind.PUT_OFF)).isEqualTo(3);
    }

    private static void untilTheEnd(Peer peer) throws IOException {
        String line;
        do {
            line = peer.hear();
        } while (line != null);
    }

    private static String untestable(Limits limits, Behaviour behaviour) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(() -> behaviour)) {
            Report report = Runs.run(Runs.with(Runs.against(server.port()), limits));
            assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
            return report.failure().orElseThrow();
        }
    }

    private static Report run(Supplier<? extends Behaviour> behaviour) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(behaviour)) {
            return Runs.run(Runs.against(server.port()));
        }
    }
}
