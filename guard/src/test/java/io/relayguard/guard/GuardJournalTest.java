package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.Verdict.Postponement;
import io.relayguard.core.relay.Verdict.Refusal;
import java.util.Random;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        journal.refused(Refusal.OUTSIDE_TO_OUTSIDE, STRANGER, FROM, TO);

        assertThat(log.lines())
                .containsExactly("INFO event=refused reason=outside-to-outside origin=\"client 203.0.113.9\""
                        + " from=\"<a@elsewhere.example>\" to=\"you@elsewhere.example\"");
        assertThat(metrics.countFor("relayguard.refused.outside-to-outside")).isEqualTo(1);
    }

    @Test
    void aPostponementIsOneLineAndOneMetric() {
        journal.postponed(Postponement.DOMAINS_UNAVAILABLE, new Origin.Ourselves(), ReversePath.NULL, TO);

        assertThat(log.lines())
                .containsExactly("WARN event=postponed reason=domains-unavailable origin=\"ourselves\""
                        + " from=\"<>\" to=\"you@elsewhere.example\"");
        assertThat(metrics.countFor("relayguard.postponed.domains-unavailable")).isEqualTo(1);
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
        journal.refused(
                Refusal.HIDDEN_ADDRESS, STRANGER, FROM, new Recipient("\"x\\\" reason=none y=\"", "example.org"));

        assertThat(log.lines())
                .singleElement()
                .asString()
                .endsWith(" to=\"\\\"x\\\\\\\" reason=none y=\\\"@example.org\"");
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
            journal.refused(
                    Refusal.OUTSIDE_TO_OUTSIDE,
                    new Origin.User(text(random)),
                    new ReversePath(text(random)),
                    new Recipient(text(random), text(random)));
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
