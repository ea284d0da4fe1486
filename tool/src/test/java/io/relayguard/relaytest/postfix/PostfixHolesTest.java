package io.relayguard.relaytest.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.relayguard.relaytest.Conclusion;
import io.relayguard.relaytest.Families;
import io.relayguard.relaytest.Outcome;
import io.relayguard.relaytest.Progress;
import io.relayguard.relaytest.RelayTest;
import io.relayguard.relaytest.RelayTestSettings;
import io.relayguard.relaytest.Report;
import io.relayguard.relaytest.Runs;
import io.relayguard.relaytest.Target;
import io.relayguard.relaytest.form.Certainty;
import io.relayguard.relaytest.form.Group;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real Postfix: closed, wide open, and with each hole alone. What is open is found, and nothing else is claimed. */
@ExtendWith(PostfixPresent.class)
class PostfixHolesTest {
    private static final String BY_SENDER =
            "smtpd_relay_restrictions = check_sender_access inline:{ { %s = permit } }, reject_unauth_destination";
    private static final String BY_HELO =
            "smtpd_relay_restrictions = check_helo_access inline:{ { %s = permit } }, reject_unauth_destination";

    /** The forms that Postfix cannot take for an address, or that are for a backed-up mailbox that is not there. */
    private static final Set<String> NEVER_BY_POSTFIX =
            Set.of("spelling-6", "spelling-12", "spelling-13", "idn-3", "idn-5", "literal-3", "literal-4", "quoted-7");

    @Test
    void closedServerAcceptsNothing() throws Exception {
        Report report = testOf();

        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
        assertThat(report.count(Outcome.Kind.REFUSED)).isGreaterThan(150);
        assertThat(Runs.only(report, "after-local").outcome().kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(Runs.only(report, "pipelined").outcome().kind()).isEqualTo(Outcome.Kind.REFUSED);
    }

    /** Postfix slows down after 10 errors in a connection and hangs up after 20: no connection of ours comes so far. */
    @Test
    void closedServerWithItsUsualErrorLimitsIsTestedWithoutItsDelays() throws Exception {
        Report report = testOf("smtpd_soft_error_limit = 10");

        assertThat(report.conclusion()).isEqualTo(Conclusion.NOTHING_ACCEPTED);
        assertThat(report.count(Outcome.Kind.NO_ANSWER)).isZero();
    }

    /** The restrictions that Postfix ships with say 454: nobody can tell from it what comes next time. */
    @Test
    void deferringServerIsUndecided() throws Exception {
        Report report = testOf("smtpd_relay_restrictions = permit_mynetworks, defer_unauth_destination");

        assertThat(report.conclusion()).isEqualTo(Conclusion.UNDECIDED);
        assertThat(Runs.only(report, "2").outcome().kind()).isEqualTo(Outcome.Kind.PUT_OFF);
        assertThat(Runs.acceptedForms(report)).isEmpty();
    }

    @Test
    void wideOpenServerIsFoundInEveryForm() throws Exception {
        Report report = testOf("mynetworks = 0.0.0.0/0, [::]/0");

        Set<Group> certain = EnumSet.allOf(Group.class);
        certain.removeIf(group -> group.certainty() != Certainty.CERTAIN);
        assertThat(report.findings().stream()
                        .filter(finding -> certain.contains(finding.form().group()))
                        .filter(finding -> finding.outcome().kind() != Outcome.Kind.NOT_TRIED)
                        .filter(finding ->
                                !NEVER_BY_POSTFIX.contains(finding.form().id())))
                .allMatch(finding -> finding.outcome().kind() == Outcome.Kind.ACCEPTED);
        assertThat(Runs.acceptedForms(report))
                .contains("5", "6", "9", "10", "11", "14", "15", "16", "25", "nested-1", "no-domain-1", "decnet-2");
    }

    @Test
    void networkThatHoldsTheTestersAddressIsFoundFromThereAlone() throws Exception {
        try (PostfixServer server = PostfixServer.start("mynetworks = 127.0.0.2/32")) {
            assertThat(Runs.acceptedForms(from("127.0.0.2", server))).contains("1", "2", "3", "13");
            assertThat(Runs.acceptedForms(from("127.0.0.3", server))).isEmpty();
        }
    }

    @Test
    void senderInALocalDomainIsFound() throws Exception {
        assertThat(Runs.acceptedForms(testOf(String.format(BY_SENDER, "local.test"))))
                .containsExactlyInAnyOrder("19", "sender-2", "sender-7", "helo-8");
    }

    @Test
    void nullSenderIsFound() throws Exception {
        assertThat(Runs.acceptedForms(testOf(String.format(BY_SENDER, "<>")))).containsExactly("1");
    }

    @Test
    void heloNameIsFound() throws Exception {
        assertThat(Runs.acceptedForms(testOf(String.format(BY_HELO, "local.test"))))
                .containsExactlyInAnyOrder("helo-2", "helo-8");
        assertThat(Runs.acceptedForms(testOf(String.format(BY_HELO, "localhost"))))
                .containsExactly("helo-4");
    }

    /** The server behind us reads the local part; where Postfix reads it first, one more form leads there. */
    @Test
    void percentThatIsPassedOnIsFound() throws Exception {
        Report report = testOf(
                "allow_untrusted_routing = yes",
                "relay_recipient_maps =",
                "allow_percent_hack = yes",
                "swap_bangpath = no");

        assertThat(Runs.acceptedForms(report)).contains("20", "percent-8", "percent-10", "percent-13");
        assertThat(Runs.acceptedForms(report)).doesNotContain("bang-4");
        assertThatOnlyWhatIsPassedOnIsAccepted(report);
    }

    @Test
    void bangThatIsPassedOnIsFound() throws Exception {
        Report report = testOf(
                "allow_untrusted_routing = yes",
                "relay_recipient_maps =",
                "allow_percent_hack = no",
                "swap_bangpath = yes");

        assertThat(Runs.acceptedForms(report)).contains("21", "bang-4", "bang-5", "quoted-13");
        assertThat(Runs.acceptedForms(report)).doesNotContain("percent-8");
        assertThatOnlyWhatIsPassedOnIsAccepted(report);
    }

    @Test
    void relayDomainThatIsNotOursIsFound() throws Exception {
        Report report = testOf(
                "relay_domains = backup.test, outside.test", "relay_recipient_maps = inline:{ { @outside.test = x } }");

        assertThat(Runs.acceptedForms(report))
                .contains("1", "2", "12", "24", "spelling-1", "spelling-2", "after-local");
        assertThat(Runs.acceptedForms(report)).doesNotContain("literal-1", "idn-1", "lookalike-1", "20", "6");
    }

    /** A catch-all takes what it does not interpret. That is reported, and reported as depending on who reads it next. */
    @Test
    void catchAllIsReportedAsConditional() throws Exception {
        Report report = testOf("local_recipient_maps =", "relay_recipient_maps =");

        assertThat(Runs.acceptedForms(report))
                .containsExactlyInAnyOrder("full-width-9", "full-width-10", "full-width-11", "decnet-3");
        assertThatOnlyWhatIsPassedOnIsAccepted(report);
    }

    @Test
    void holeOverIpv6AloneIsFound() throws Exception {
        boolean present = PostfixServer.hasIpv6();
        if (!present) {
            System.err.println("SKIPPED: holeOverIpv6AloneIsFound needs ::1, and this machine has no IPv6");
        }
        assumeTrue(present, "this machine has no IPv6");
        try (PostfixServer server = PostfixServer.start("mynetworks = [::1]/128")) {
            Report report = overBothFamilies(server);

            assertThat(report.accepted())
                    .isNotEmpty()
                    .allMatch(finding -> finding.channel().family().equals("ipv6"));
            assertThat(Runs.acceptedForms(report)).contains("1", "2", "5", "6", "12", "19");
            assertThat(Runs.of(report, "route-2"))
                    .allMatch(finding -> finding.outcome().kind() == Outcome.Kind.REFUSED);
        }
    }

    @Test
    void deliveredMessageBearsTheReportsId() throws Exception {
        try (PostfixServer server = PostfixServer.start(String.format(BY_SENDER, "<>"))) {
            RelayTestSettings plain = Runs.against(server.port());
            Report report = Runs.run(new RelayTestSettings(
                    plain.target(), plain.families(), plain.names(), plain.limits(), plain.source(), true));

            assertThat(Runs.only(report, "1").delivery().orElseThrow()).startsWith("250 ");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.log().contains("message-id=<" + report.id() + ".1@outside.test>"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.log().contains("to=<relaytest@outside.test>, relay=none"));
            assertThat(server.log().lines().filter(line -> line.contains("message-id=")))
                    .hasSize(1);
        }
    }

    private static void assertThatOnlyWhatIsPassedOnIsAccepted(Report report) {
        assertThat(report.accepted()).allMatch(finding -> finding.form().group().certainty() == Certainty.CONDITIONAL);
    }

    private static Report testOf(String... hole) throws Exception {
        try (PostfixServer server = PostfixServer.start(hole)) {
            return Runs.run(Runs.against(server.port()));
        }
    }

    private static Report from(String source, PostfixServer server) throws Exception {
        RelayTestSettings plain = Runs.against(server.port());
        Optional<InetAddress> address = Optional.of(InetAddress.getAllByName(source)[0]);
        return Runs.run(new RelayTestSettings(
                plain.target(), plain.families(), plain.names(), plain.limits(), address, plain.deliver()));
    }

    private static Report overBothFamilies(PostfixServer server) throws InterruptedException {
        RelayTestSettings settings = new RelayTestSettings(
                new Target("mx.example.test", server.port()),
                Families.BOTH,
                Runs.names(),
                Runs.LIMITS,
                Optional.empty(),
                false);
        List<InetAddress> addresses = List.of(InetAddress.getLoopbackAddress(), PostfixServer.IPV6_LOOPBACK);
        return new RelayTest(settings, Runs.resolvingTo(host -> addresses), Progress.UNHEARD).run();
    }
}
