package io.relayguard.relaytest;

import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.form.Places;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a test found.
 *
 * @param id random; marks the messages that this test delivered
 * @param places what D, S and the others stood for
 * @param addresses all addresses of the server, tested or not
 * @param greeting the server's first line, where it came so far
 * @param failure why there was no test at all
 * @param notes what the reader should know besides, such as an address that could not be tested
 */
public record Report(
        String id,
        RelayTestSettings settings,
        Instant started,
        Duration took,
        Places places,
        List<IpAddress> addresses,
        Optional<String> greeting,
        Optional<String> failure,
        List<String> notes,
        List<Finding> findings) {
    public Report {
        addresses = List.copyOf(addresses);
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
    }

    public Conclusion conclusion() {
        if (count(Outcome.Kind.ACCEPTED) > 0) {
            return Conclusion.ACCEPTED;
        }
        boolean decided = failure.isEmpty()
                && count(Outcome.Kind.REFUSED) > 0
                && count(Outcome.Kind.PUT_OFF) == 0
                && count(Outcome.Kind.NO_ANSWER) == 0;
        return decided ? Conclusion.NOTHING_ACCEPTED : Conclusion.UNDECIDED;
    }

    public long count(Outcome.Kind kind) {
        return findings.stream().filter(finding -> finding.is(kind)).count();
    }

    public List<Finding> accepted() {
        return findings.stream()
                .filter(finding -> finding.is(Outcome.Kind.ACCEPTED))
                .toList();
    }
}
