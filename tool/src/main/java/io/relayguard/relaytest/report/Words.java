package io.relayguard.relaytest.report;

import io.relayguard.relaytest.Conclusion;
import io.relayguard.relaytest.Evidence;
import io.relayguard.relaytest.Finding;
import io.relayguard.relaytest.Outcome;
import io.relayguard.relaytest.Report;

/** The sentences of a report. */
final class Words {
    private Words() {}

    /** What the whole test says, in one sentence. */
    static String conclusion(Report report) {
        Conclusion conclusion = report.conclusion();
        return switch (conclusion) {
            case ACCEPTED -> "OPEN: " + forms(report.count(Outcome.Kind.ACCEPTED)) + " accepted";
            case NOTHING_ACCEPTED -> "Closed: every form that was tried was refused";
            case UNDECIDED ->
                report.failure()
                        .map(why -> "Could not test: " + why)
                        .orElse("Undecided: nothing was accepted, but not everything was refused for good");
        };
    }

    private static String forms(long count) {
        return count == 1 ? "1 form was" : count + " forms were";
    }

    /** What the server said, or why there is nothing that it said. */
    static String answer(Finding finding) {
        return finding.outcome()
                .remark()
                .or(() -> finding.evidence().map(Evidence::reply).map(Object::toString))
                .orElse("");
    }
}
