package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.ReplyFilter;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Trouble;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneForm;
import io.relayguard.core.dnsbl.ZoneHealth;
import io.relayguard.core.dnsbl.ZoneLabel;
import io.relayguard.core.net.IpAddress;
import io.relayguard.guard.dnsbl.Count;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written down and counted about lists in DNS. */
class DnsblJournalTest {
    private static final Zone ZEN = zone(3);
    private static final List<Subject> CLIENT =
            List.of(new Subject.Client(IpAddress.parse("1.2.3.4").orElseThrow()));

    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final DnsblJournal journal = new DnsblJournal(metrics);
    private final LogForTests log = new LogForTests("io.relayguard");

    private static Zone zone(int weight) {
        return new Zone(
                ZoneForm.read("key.zen.example").orElseThrow(),
                new ZoneLabel("zen"),
                Kind.CLIENT,
                weight,
                ReplyFilter.ANY,
                true,
                true);
    }

    @BeforeEach
    void listen() {
        log.start();
    }

    @AfterEach
    void hearNoMore() {
        log.close();
    }

    @Test
    void aZoneThatIsSuspendedIsAWarning() {
        journal.changed(ZEN, new ZoneHealth.Change(Optional.of(Trouble.TIMES_OUT), "5 in a row, \"none\""));

        assertThat(log.lines())
                .containsExactly("WARN event=dnsbl-zone zone=zen kind=client state=suspended reason=times-out"
                        + " detail=\"5 in a row, \\\"none\\\"\"");
        assertThat(metrics.countFor("relayguard.dnsbl.zen.suspended")).isEqualTo(1);
    }

    @Test
    void aZoneThatIsAskedAgainIsNoWarning() {
        journal.changed(ZEN, new ZoneHealth.Change(Optional.empty(), ""));

        assertThat(log.lines()).containsExactly("INFO event=dnsbl-zone zone=zen kind=client state=asked");
        assertThat(metrics.countFor("relayguard.dnsbl.zen.resumed")).isEqualTo(1);
    }

    @Test
    void anOperatorsComplaintIsAWarningInItsOwnWords() {
        journal.complained(ZEN, Silence.PUBLIC_RESOLVER);

        assertThat(log.lines())
                .containsExactly("WARN event=dnsbl-complaint zone=zen reason=operator-254 detail=\""
                        + Silence.PUBLIC_RESOLVER.meaning() + "\"");
    }

    @Test
    void whatAnObservedZoneWouldRefuseIsALineAndAMetric() {
        journal.wouldDecide(ZEN, CLIENT);

        assertThat(log.lines())
                .containsExactly("INFO event=would-refuse reason=dns-listed mode=observe zone=zen client=\"1.2.3.4\"");
        assertThat(metrics.countFor("relayguard.observed.dns-listed")).isEqualTo(1);
    }

    @Test
    void whatAnObservedAllowListWouldLetPassIsNoRefusal() {
        journal.wouldDecide(zone(-3), CLIENT);

        assertThat(log.lines())
                .containsExactly("INFO event=would-pass reason=dns-listed mode=observe zone=zen client=\"1.2.3.4\"");
        assertThat(metrics.countFor("relayguard.observed.dns-listed")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyCountIsAMetricByTheZonesLabel(Count count) {
        journal.count(ZEN, count);
        journal.count(ZEN, count);

        assertThat(metrics.countForPrefixName("relayguard."))
                .isEqualTo(Map.of("relayguard.dnsbl.zen." + count.code(), 2));
    }

    @ParameterizedTest
    @EnumSource
    void everySilenceIsAMetricByTheZonesLabel(Silence silence) {
        journal.countSilence(ZEN, silence);

        assertThat(metrics.countForPrefixName("relayguard."))
                .isEqualTo(Map.of("relayguard.dnsbl.zen.no-answer." + silence.code(), 1));
    }
}
