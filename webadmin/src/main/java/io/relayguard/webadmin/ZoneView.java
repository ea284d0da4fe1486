package io.relayguard.webadmin;

import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Trouble;
import io.relayguard.guard.dnsbl.Count;
import io.relayguard.guard.dnsbl.ZoneFigures;
import io.relayguard.guard.dnsbl.ZoneReport;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One zone as {@code GET /relayguard/dnsbl} shows it.
 *
 * @param state {@code asked} or {@code suspended}
 * @param reason why it is suspended, or empty
 * @param counts by the codes of {@link Count}
 * @param noAnswer by the codes of {@link Silence}
 * @param meanMillis the mean time of a question
 */
record ZoneView(
        String zone,
        String kind,
        String state,
        String reason,
        String detail,
        String complaint,
        Map<String, Long> counts,
        Map<String, Long> noAnswer,
        double meanMillis) {
    ZoneView {
        counts = new TreeMap<>(counts);
        noAnswer = new TreeMap<>(noAnswer);
    }

    static ZoneView of(ZoneReport report) {
        ZoneFigures figures = report.figures();
        return new ZoneView(
                report.label().value(),
                report.kind().code(),
                report.state().trouble().isPresent() ? "suspended" : "asked",
                report.state().trouble().map(Trouble::code).orElse(""),
                report.state().detail(),
                report.complaint(),
                Arrays.stream(Count.values()).collect(Collectors.toMap(Count::code, figures::of)),
                figures.silences().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().code(), Map.Entry::getValue)),
                figures.meanTime().toNanos() / 1_000_000.0);
    }
}
