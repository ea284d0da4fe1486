package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.buffer.smtp.PrimaryAddress;
import io.relayguard.buffer.smtp.TlsFallbacks;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.primary.TlsRule;
import io.relayguard.core.relay.Enforcement;
import io.relayguard.core.relay.ForgedSenders;
import io.relayguard.core.relay.LocalDomains;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.core.relay.RelayRules;
import io.relayguard.core.relay.Role;
import io.relayguard.core.relay.Roles;
import io.relayguard.core.relay.Rule;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.Set;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GuardJournalTest {
    private static final Origin STRANGER =
            new Origin.Client(IpAddress.parse("203.0.113.9").orElseThrow());
    private static final ReversePath FROM = new ReversePath("a@elsewhere.example");
    private static final Recipient TO = new Recipient("you", "elsewhere.example");
    private static final DomainName DESTINATION = new DomainName("example.org");
    private static final String VALUE = "(?:[^\\s\"=]+|\"(?:[^\"\\\\]|\\\\[\"\\\\])*\")";

    /** One line of pairs, each value either without blanks or quoted with its quotes and backslashes escaped. */
    private static final String LINE = "[a-z]+=" + VALUE + "(?: [a-z]+=" + VALUE + ")*";

    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final GuardJournal journal = new GuardJournal(metrics);
    private final LogForTests log = new LogForTests("io.relayguard");

    @BeforeEach
    void listen() {
        log.start();
    }

    @AfterEach
    void hearNoMore() {
        log.close();
    }

    @Test
    void aRefusalIsOneLineAndOneMetric() {
        journal.decided(policy(RelayRules.DEFAULT, true).decide(STRANGER, FROM, TO), Mode.ENFORCE);

        assertThat(log.lines())
                .containsExactly("INFO event=refused reason=outside-to-outside origin=\"client 203.0.113.9\""
                        + " from=\"<a@elsewhere.example>\" to=\"you@elsewhere.example\""
                        + " why=\"client 203.0.113.9 is outside: no internal network has it;"
                        + " \\\"elsewhere.example\\\" is neither a relay domain nor one of James's own;"
                        + " outside-to-outside refuses: never outside to outside\"");
        assertThat(metrics.countFor("relayguard.refused.outside-to-outside")).isEqualTo(1);
    }

    @Test
    void aPostponementIsOneLineAndOneMetric() {
        journal.decided(
                policy(RelayRules.DEFAULT, false).decide(new Origin.Ourselves(), ReversePath.NULL, TO), Mode.ENFORCE);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN event=postponed reason=domains-unavailable origin=\"ourselves\""
                        + " from=\"<>\" to=\"you@elsewhere.example\" why=\"");
        assertThat(metrics.countFor("relayguard.postponed.domains-unavailable")).isEqualTo(1);
    }

    @Test
    void whatIsAllowedLeavesNoTrace() {
        journal.decided(
                policy(RelayRules.DEFAULT, true).decide(new Origin.Ourselves(), ReversePath.NULL, TO), Mode.ENFORCE);

        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ENFORCE, observe", "OBSERVE, observe", "OBSERVE_ALL, observe-all"})
    void aRuleThatOnlyObservesIsOneLineAndOneMetric(Mode mode, String written) {
        RelayRules rules = new RelayRules(
                new Roles(Set.of(Role.MAIL_SERVER)),
                ForgedSenders.ACCEPT,
                new Enforcement(mode, Set.of(Rule.NOT_OUR_ROLE)));

        journal.decided(policy(rules, true).decide(new Origin.User("bob"), FROM, TO), mode);

        assertThat(log.lines())
                .containsExactly("INFO event=would-refuse reason=not-our-role mode=" + written
                        + " origin=\"user bob\" from=\"<a@elsewhere.example>\" to=\"you@elsewhere.example\""
                        + " why=\"user bob is inside: logged in; \\\"elsewhere.example\\\" is neither a relay domain nor"
                        + " one of James's own; not-our-role would refuse (no <role> permits it: mail-server), and only observes;"
                        + " no rule refuses\"");
        assertThat(metrics.countFor("relayguard.observed.not-our-role")).isEqualTo(1);
        assertThat(metrics.countFor("relayguard.refused.not-our-role")).isZero();
    }

    private static RelayPolicy policy(RelayRules rules, boolean answering) {
        return new RelayPolicy(
                rules,
                Networks.DEFAULT,
                RelayDomains.NONE,
                domain -> {
                    if (!answering) {
                        throw new LocalDomains.Unavailable(new IllegalStateException("down"));
                    }
                    return false;
                },
                address -> false);
    }

    @Test
    void anEndedMailIsOneLineAndOneMetric() {
        journal.rejected("kept", "Mail17", new Origin.Collected("fetch-bob"), FROM, TO);

        assertThat(log.lines())
                .containsExactly("WARN event=rejected action=kept mail=\"Mail17\" origin=\"collected by fetch-bob\""
                        + " from=\"<a@elsewhere.example>\" to=\"you@elsewhere.example\"");
        assertThat(metrics.countFor("relayguard.rejected.kept")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void everyBufferEventIsOneLineAndOneMetric(Kind kind) {
        journal.on(kind, DESTINATION, "Mail17", "250 2.0.0 ok");

        assertThat(log.lines())
                .singleElement()
                .asString()
                .endsWith(" event=" + kind.code() + " destination=example.org mail=\"Mail17\" detail=\"250 2.0.0 ok\"");
        assertThat(metrics.countFor("relayguard.buffer." + kind.code())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"NOT_OFFERED, INFO, not-offered", "REFUSED, WARN, refused", "FAILED, WARN, failed"})
    void mailInTheOpenForWantOfTlsIsOneLineAndOneMetric(TlsFallbacks.Reason reason, String level, String code) {
        PrimaryAddress primary =
                new PrimaryAddress(new InetSocketAddress("192.0.2.25", 25), "mail.example.org", TlsRule.OPPORTUNISTIC);

        journal.fellBack(DESTINATION, primary, reason, "said \"no\"");

        assertThat(log.lines())
                .containsExactly(level + " event=tls-fallback reason=" + code
                        + " destination=example.org primary=\"192.0.2.25:25\" detail=\"said \\\"no\\\"\"");
        assertThat(metrics.countFor("relayguard.buffer.tls-fallback")).isEqualTo(1);
    }

    @Test
    void aLineBreakInAValueForgesNoLine() {
        String forged = "a\r\nevent=refused\nx\u0085y\u2028z\u2029\u0000\u001b[31m";

        journal.on(Kind.REFUSED, DESTINATION, forged, forged);

        assertThat(log.lines())
                .containsExactly("WARN event=refused destination=example.org"
                        + " mail=\"a??event=refused?x?y?z???[31m\" detail=\"a??event=refused?x?y?z???[31m\"");
    }

    @Test
    void aQuoteInAValueForgesNoPair() {
        Recipient forged = new Recipient("\"x\\\" reason=none y%\"", "example.org");
        journal.decided(policy(RelayRules.DEFAULT, true).decide(STRANGER, FROM, forged), Mode.ENFORCE);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(" to=\"\\\"x\\\\\\\" reason=none y%\\\"@example.org\" why=\"");
    }

    @Test
    void curlyBracketsAreText() {
        journal.on(Kind.FAULT, DESTINATION, "{}", "{} {}");

        assertThat(log.lines())
                .containsExactly("ERROR event=fault destination=example.org mail=\"{}\" detail=\"{} {}\"");
    }

    @Test
    void aVeryLongValueIsCut() {
        journal.on(Kind.REFUSED, DESTINATION, "m", "x".repeat(1_000_000));

        assertThat(log.lines()).singleElement().asString().hasSizeLessThan(700).endsWith("x…\"");
    }

    @Test
    void whateverIsWrittenComesOutAsPairsOnOneLine() {
        Random random = new Random(3464);
        for (int i = 0; i < 5_000; i++) {
            journal.decided(
                    policy(RelayRules.DEFAULT, true)
                            .decide(
                                    new Origin.Collected(text(random)),
                                    new ReversePath(text(random)),
                                    new Recipient(text(random), text(random))),
                    Mode.ENFORCE);
        }

        assertThat(log.lines())
                .hasSize(5_000)
                .allSatisfy(line -> assertThat(line)
                        .matches("INFO " + LINE)
                        .doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u2029]"));
    }

    private static String text(Random random) {
        String alphabet = "a\"\\= \r\n\t\u0000\u0085\u2028\ud83d\ude00ä{}%$";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
