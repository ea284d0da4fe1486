package io.relayguard.relaytest;

import io.relayguard.core.address.DomainName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs of the test as tests want them: short waits, and any number of connections. */
public final class Runs {
    public static final DomainName OUTSIDE = new DomainName("outside.test");
    public static final Limits LIMITS = new Limits(Duration.ofSeconds(10), Duration.ofMinutes(2), 100_000);

    private Runs() {}

    /** All places have a name: outside.test, local.test, backup.test. */
    public static Names names() {
        return new Names(
                OUTSIDE,
                Names.DEFAULT_OUTSIDE_IPV4,
                Names.DEFAULT_OUTSIDE_IPV6,
                Optional.of(new DomainName("local.test")),
                Optional.empty(),
                Optional.of(new DomainName("backup.test")),
                Optional.empty(),
                Optional.empty());
    }

    public static RelayTestSettings against(int port) {
        return with(RelayTestSettings.of(new Target("127.0.0.1", port), names()), LIMITS);
    }

    public static RelayTestSettings with(RelayTestSettings settings, Limits limits) {
        return new RelayTestSettings(
                settings.target(),
                settings.families(),
                settings.names(),
                limits,
                settings.source(),
                settings.deliver());
    }

    public static Surroundings surroundings() {
        return Surroundings.real(Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC));
    }

    public static Surroundings resolvingTo(Resolver resolver) {
        Surroundings real = surroundings();
        return new Surroundings(resolver, real.clock(), real.nanoTime(), real.pause(), real.random());
    }

    public static Report run(RelayTestSettings settings) throws InterruptedException {
        return new RelayTest(settings, surroundings(), Progress.UNHEARD).run();
    }

    public static Set<String> acceptedForms(Report report) {
        return report.accepted().stream().map(finding -> finding.form().id()).collect(Collectors.toSet());
    }

    /** On any channel. */
    public static List<Finding> of(Report report, String formId) {
        return report.findings().stream()
                .filter(finding -> finding.form().id().equals(formId))
                .toList();
    }

    public static Finding only(Report report, String formId) {
        List<Finding> findings = of(report, formId);
        if (findings.size() != 1) {
            throw new AssertionError(formId + " was tried " + findings.size() + " times: " + findings);
        }
        return findings.get(0);
    }
}
