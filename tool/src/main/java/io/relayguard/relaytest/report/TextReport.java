package io.relayguard.relaytest.report;

import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.Finding;
import io.relayguard.relaytest.Outcome;
import io.relayguard.relaytest.Report;
import io.relayguard.relaytest.form.Group;
import io.relayguard.relaytest.form.Place;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table for people. */
public final class TextReport {
    private final Report report;
    private final List<String> lines = new ArrayList<>();

    private TextReport(Report report) {
        this.report = report;
    }

    /** The whole report; each line ends with a line feed. */
    public static String of(Report report) {
        TextReport text = new TextReport(report);
        text.head();
        for (Group group : Group.values()) {
            text.table(group);
        }
        text.foot();
        return String.join("\n", text.lines) + "\n";
    }

    private void head() {
        lines.add("Open-relay test " + report.id() + " of " + report.settings().target() + ", "
                + report.started().truncatedTo(ChronoUnit.SECONDS) + ", took "
                + String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1000.0));
        addresses();
        report.greeting().ifPresent(greeting -> lines.add("greeting: " + greeting));
        lines.add(names());
    }

    private void addresses() {
        if (!report.addresses().isEmpty()) {
            lines.add("addresses: "
                    + report.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(", ")));
        }
    }

    private String names() {
        return "D = " + value(Place.OUTSIDE) + ", S = " + value(Place.SERVER) + ", L = " + value(Place.LOCAL) + ", B = "
                + value(Place.BACKED_UP);
    }

    private String value(Place place) {
        return report.places().value(place).orElse("not given");
    }

    private void table(Group group) {
        List<Finding> findings = report.findings().stream()
                .filter(finding -> finding.form().group() == group)
                .toList();
        if (!findings.isEmpty()) {
            lines.add("");
            lines.add(group.code() + " - if accepted, it " + group.means() + " ("
                    + group.certainty().code() + ")");
            findings.forEach(finding -> lines.add(row(finding)));
        }
    }

    private static String row(Finding finding) {
        String outcome = finding.outcome().kind().code();
        boolean accepted = finding.outcome().kind() == Outcome.Kind.ACCEPTED;
        return String.format(
                        "  %-9s  %-17s  %-8s  %-24s  %-36s  %s",
                        accepted ? outcome.toUpperCase(Locale.ROOT) : outcome,
                        finding.form().id(),
                        finding.channel().label(),
                        finding.mail(),
                        finding.rcpt()
                                + finding.helo().map(helo -> "  HELO " + helo).orElse(""),
                        Words.answer(finding))
                .stripTrailing();
    }

    private void foot() {
        lines.add("");
        report.accepted().forEach(this::accepted);
        report.notes().forEach(note -> lines.add("note: " + note));
        if (!report.findings().isEmpty()) {
            lines.add(counts());
        }
        lines.add(
                Words.conclusion(report) + " (exit code " + report.conclusion().exitCode() + ")");
    }

    private void accepted(Finding finding) {
        Group group = finding.form().group();
        lines.add("accepted: " + finding.rcpt() + " from " + finding.mail() + " over "
                + finding.channel().label() + " (" + finding.form().id() + "): it " + group.means() + " ("
                + group.certainty().code() + ")"
                + finding.delivery()
                        .map(reply -> "; message " + report.id() + ": " + reply)
                        .orElse(""));
    }

    private String counts() {
        List<String> counts = new ArrayList<>();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            counts.add(report.count(kind) + " " + kind.code());
        }
        return String.join(", ", counts);
    }
}
