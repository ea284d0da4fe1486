package io.relayguard.relaytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.relaytest.form.Forms;
import io.relayguard.relaytest.form.Group;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Holes that depend on what went before in the connection, each alone: exactly what is open is found. */
class HolesTest {
    @Test
    void closedServerHasNothingThatIsAccepted() throws Exception {
        Report report = run(Polite::new);

        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
        assertThat(report.findings()).hasSameSizeAs(Forms.all());
        assertThat(report.findings())
                .allMatch(finding -> finding.is(Outcome.Kind.REFUSED)
                        || finding.outcome().remark().equals(Optional.of("the server has no IPv6 address")));
    }

    @Test
    void everythingThatIsAcceptedIsFound() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            protected String rcpt(String recipient) {
                return "250 ok";
            }
        });

        assertThat(report.conclusion()).isEqualTo(Conclusion.ACCEPTED);
        assertThat(report.count(Outcome.Kind.REFUSED)).isZero();
        assertThat(report.accepted()).hasSizeGreaterThan(150);
    }

    @Test
    void replies251And252AreAcceptedToo() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            protected String rcpt(String recipient) throws IOException {
                return recipient.equals("<relaytest@outside.test.>")
                        ? "251 2.1.5 will forward"
                        : recipient.startsWith("<outside.test::") ? "252 2.1.5 will try" : super.rcpt(recipient);
            }
        });

        assertThat(Runs.acceptedForms(report))
                .containsExactlyInAnyOrder("spelling-1", "decnet-1", "decnet-2", "decnet-3");
    }

    @Test
    void serverThatIsOpenBehindAnAcceptedRecipientIsOpenThereAlone() throws Exception {
        Report report = run(() -> new Polite() {
            private boolean opened;

            @Override
            protected String rcpt(String recipient) {
                opened |= isLocal(recipient);
                return opened ? "250 ok" : REFUSAL;
            }

            @Override
            String rset() {
                opened = false;
                return super.rset();
            }
        });

        assertThat(Runs.acceptedForms(report)).containsExactly("after-local");
    }

    @Test
    void serverThatStaysOpenAfterAResetIsOpenThere() throws Exception {
        Report report = run(() -> new Polite() {
            private boolean opened;
            private boolean reset;

            @Override
            protected String rcpt(String recipient) {
                opened |= isLocal(recipient);
                return isLocal(recipient) || (opened && reset) ? "250 ok" : REFUSAL;
            }

            @Override
            String rset() {
                reset = true;
                return super.rset();
            }
        });

        assertThat(Runs.acceptedForms(report)).containsExactly("after-rset");
    }

    @Test
    void serverThatIsOpenAfterAFailedLogInIsOpenThereAlone() throws Exception {
        Report report = run(() -> new Polite() {
            private boolean opened;

            @Override
            String auth() {
                opened = true;
                return super.auth();
            }

            @Override
            protected String rcpt(String recipient) throws IOException {
                return opened ? "250 ok" : super.rcpt(recipient);
            }
        });

        assertThat(Runs.acceptedForms(report)).containsExactly("after-failed-auth");
    }

    @Test
    void serverThatIsOpenWhenPipelinedIsOpenThereAlone() throws Exception {
        Report report = run(() -> new Polite() {
            private boolean opened;

            @Override
            String reply(String line) throws IOException {
                opened |= isPipelined();
                return super.reply(line);
            }

            @Override
            protected String rcpt(String recipient) throws IOException {
                return opened ? "250 ok" : super.rcpt(recipient);
            }
        });

        assertThat(Runs.acceptedForms(report)).containsExactly("pipelined");
    }

    @Test
    void recipientThatIsAcceptedAfterMailWasRefusedIsFound() throws Exception {
        Report report = run(() -> new Polite() {
            @Override
            String mail(String sender) {
                return "530 5.7.0 log in first";
            }

            @Override
            protected String rcpt(String recipient) throws IOException {
                return recipient.startsWith("<@") ? "250 ok" : super.rcpt(recipient);
            }
        });

        assertThat(report.accepted()).isNotEmpty();
        assertThat(report.accepted()).allMatch(finding -> finding.rcpt().startsWith("<@"));
        assertThat(report.accepted()).anyMatch(finding -> finding.form().group() == Group.ROUTE);
    }

    @Test
    void oneAcceptedFormDoesNotColourThoseBehindIt() throws Exception {
        Report report = run(() -> new Polite() {
            private boolean opened;

            @Override
            protected String rcpt(String recipient) throws IOException {
                opened |= recipient.equals("<outside.test!relaytest@mx.test>");
                return opened ? "250 ok" : super.rcpt(recipient);
            }
        });

        assertThat(Runs.acceptedForms(report)).containsExactly("16");
    }

    private static Report run(Supplier<Polite> behaviour) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(behaviour)) {
            return Runs.run(Runs.against(server.port()));
        }
    }
}
