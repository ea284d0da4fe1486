package io.relayguard.guard;

import static io.relayguard.guard.LogValue.quoted;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.dnsbl.DnsblVerdict;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.dnsbl.Zone;
import io.relayguard.core.dnsbl.ZoneHealth;
import io.relayguard.core.relay.Mode;
import io.relayguard.guard.dnsbl.Count;
import io.relayguard.guard.dnsbl.DnsblEvents;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.james.metrics.api.MetricFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line for every refusal by the lists and every change of a zone, and figures for each zone; zones by their
 * labels only.
 *
 * <p>Metrics: {@code relayguard.refused.dns-listed}, {@code relayguard.observed.dns-listed}, and for each zone {@code
 * relayguard.dnsbl.<label>.<asked|answered|listed|listed-alone|decided>}, {@code
 * relayguard.dnsbl.<label>.no-answer.<why>}.
 */
final class DnsblJournal implements DnsblEvents {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.relayguard");
    private static final String REASON = "dns-listed";

    private final Counters counters;

    DnsblJournal(MetricFactory metrics) {
        this.counters = new Counters(metrics);
    }

    /** A recipient that is refused to a listed client. */
    void refused(DnsblVerdict verdict, List<Subject> subjects, ReversePath reversePath, Recipient recipient) {
        LOGGER.info("event=refused reason={} {}", REASON, question(verdict, subjects, reversePath, recipient));
        counters.count("refused." + REASON);
    }

    /** A recipient that would be, did the whole policy not only observe. */
    void wouldRefuse(
            Mode mode, DnsblVerdict verdict, List<Subject> subjects, ReversePath reversePath, Recipient recipient) {
        LOGGER.info(
                "event=would-refuse reason={} mode={} {}",
                REASON,
                mode.code(),
                question(verdict, subjects, reversePath, recipient));
        counters.count("observed." + REASON);
    }

    private static String question(
            DnsblVerdict verdict, List<Subject> subjects, ReversePath reversePath, Recipient recipient) {
        return about(subjects) + " from=" + quoted(reversePath.toString()) + " to=" + quoted(recipient.toString())
                + " score=" + verdict.score() + " zones=" + quoted(String.join(", ", verdict.labels()));
    }

    private static String about(List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> subject.kind().code() + "=" + quoted(subject.shown()))
                .collect(Collectors.joining(" "));
    }

    @Override
    public void changed(Zone zone, ZoneHealth.Change change) {
        change.trouble()
                .ifPresentOrElse(
                        trouble -> LOGGER.warn(
                                "event=dnsbl-zone zone={} kind={} state=suspended reason={} detail={}",
                                zone.label(),
                                zone.kind().code(),
                                trouble.code(),
                                quoted(change.detail())),
                        () -> LOGGER.info(
                                "event=dnsbl-zone zone={} kind={} state=asked",
                                zone.label(),
                                zone.kind().code()));
        counters.count("dnsbl." + zone.label() + (change.trouble().isPresent() ? ".suspended" : ".resumed"));
    }

    @Override
    public void complained(Zone zone, Silence complaint) {
        LOGGER.warn(
                "event=dnsbl-complaint zone={} reason={} detail={}",
                zone.label(),
                complaint.code(),
                quoted(complaint.meaning()));
    }

    @Override
    public void wouldDecide(Zone zone, List<Subject> subjects) {
        if (zone.allows()) {
            LOGGER.info("event=would-pass reason={} mode=observe zone={} {}", REASON, zone.label(), about(subjects));
            return;
        }
        LOGGER.info("event=would-refuse reason={} mode=observe zone={} {}", REASON, zone.label(), about(subjects));
        counters.count("observed." + REASON);
    }

    @Override
    public void count(Zone zone, Count what) {
        counters.count("dnsbl." + zone.label() + "." + what.code());
    }

    @Override
    public void countSilence(Zone zone, Silence why) {
        counters.count("dnsbl." + zone.label() + ".no-answer." + why.code());
    }
}
