package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.relaytest.ScriptedServer.Behaviour;
import io.relayguard.relaytest.report.JsonReport;
import io.relayguard.relaytest.report.TextReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How the test behaves: what it says, what it leaves alone, and what it reports. */
class ConductTest {
    @Test
    void mailThatIsRefusedWith530StopsNothing() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(() -> new Polite() {
            @Override
            String mail(String sender) {
                return "530 5.7.0 log in first";
            }

            @Override
            protected String rcpt(String recipient) {
                return "503 5.5.1 MAIL first";
            }
        })) {
            Report report = Runs.run(Runs.against(server.port()));

            assertThat(Runs.only(report, "2").outcome()).isEqualTo(new Outcome.Refused());
            assertThat(server.heard())
                    .contains("RCPT TO:<relaytest@outside.test>", "RCPT TO:<@mx.test:relaytest@outside.test>");
            assertThat(Runs.only(report, "after-local").outcome().remark())
                    .contains("the local recipient was not accepted: 503 5.5.1 MAIL first");
        }
    }

    @Test
    void nothingIsSentUnlessAsked() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(AcceptsAll::new)) {
            Runs.run(Runs.against(server.port()));

            assertThat(server.heard()).contains("RSET").doesNotContain("DATA");
        }
    }

    @Test
    void markedMessageIsSentIfAsked() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(AcceptsAll::new)) {
            RelayTestSettings plain = Runs.against(server.port());
            Report report = Runs.run(new RelayTestSettings(
                    plain.target(), plain.families(), plain.names(), plain.limits(), plain.source(), true));

            assertThat(report.accepted())
                    .allMatch(finding -> finding.delivery().equals(Optional.of("250 2.0.0 taken")));
            assertThat(server.heard())
                    .contains(
                            "Subject: [relay-test " + report.id() + "] form 2",
                            "X-Relay-Test: id=" + report.id() + "; form=after-local",
                            "Date: Tue, 24 Nov 2026 09:00:00 GMT");
        }
    }

    @Test
    void logInIsRandomAndTriedOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(Polite::new)) {
            Runs.run(Runs.against(server.port()));
            List<String> logIns = server.heard().stream()
                    .filter(line -> line.startsWith("AUTH"))
                    .toList();

            assertThat(logIns).hasSize(1);
            assertThat(logIns.get(0)).startsWith("AUTH PLAIN ");
        }
    }

    @Test
    void whatTheServerDoesNotOfferIsNotTriedAndSaysSo() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            String ehlo() {
                return "250 mx.test";
            }
        });

        assertThat(Runs.only(report, "pipelined").outcome())
                .isEqualTo(new Outcome.NotTried("the server does not offer PIPELINING"));
        assertThat(Runs.only(report, "idn-2").outcome())
                .isEqualTo(new Outcome.NotTried("the server does not offer SMTPUTF8"));
        assertThat(Runs.only(report, "after-failed-auth").outcome())
                .isEqualTo(new Outcome.NotTried("the server does not offer AUTH"));
        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
    }

    @Test
    void serverWithoutEhloIsTestedWithHelo() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            String ehlo() {
                return "500 5.5.2 what?";
            }
        });

        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
    }

    @Test
    void heloNameThatIsRefusedIsAFormThatIsRefused() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            String reply(String line) throws IOException {
                return line.endsWith("LO local.test") ? "550 5.7.1 that is not you" : super.reply(line);
            }
        });

        assertThat(Runs.only(report, "helo-2").outcome()).isEqualTo(new Outcome.Refused());
        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
    }

    @Test
    void whatIsNotTriedOnAnyChannelIsNoted() throws Exception {
        Report report = run(Polite::new);

        assertThat(report.notes())
                .containsExactly(
                        "nothing was tried over ipv6: the server has no such address",
                        "nothing was tried behind STARTTLS: the server does not offer it");
    }

    @Test
    void serverThatCallsItselfByTheOutsideDomainIsNotTested() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            protected String greeting() {
                return "220 mail.outside.test ESMTP";
            }
        });

        assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(report.failure())
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith(
                                "the server calls itself mail.outside.test, and the outside domain is outside.test"));
    }

    @Test
    void wholeTestHasALimit() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(Polite::new)) {
            Limits limits = new Limits(Duration.ofSeconds(10), Duration.ofNanos(1), 100_000);
            Report report = Runs.run(Runs.with(Runs.against(server.port()), limits));

            assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
            assertThat(report.count(Outcome.Kind.REFUSED)).isZero();
        }
    }

    @Test
    void nothingInTheReportIsAControlCharacter() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            protected String greeting() {
                return "220 mx.test \u001b]0;owned\u0007 \u202e";
            }

            @Override
            protected String rcpt(String recipient) {
                return "550-\u001b[2J\r\n550 \u0000\u009b31m\u2028no";
            }
        });

        String all = TextReport.of(report) + JsonReport.of(report);
        assertThat(all.replace("\n", "").codePoints())
                .noneMatch(point -> Character.isISOControl(point) || point == 0x202e || point == 0x2028);
        assertThat(all).contains("\\u{1b}[2J");
    }

    private static final class AcceptsAll extends Polite {
        @Override
        protected String rcpt(String recipient) {
            return "250 ok";
        }
    }

    private static Report run(Supplier<? extends Behaviour> behaviour) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(behaviour)) {
            return Runs.run(Runs.against(server.port()));
        }
    }
}
