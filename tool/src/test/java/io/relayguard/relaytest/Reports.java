package io.relayguard.relaytest;

import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.form.Form;
import io.relayguard.relaytest.form.Forms;
import io.relayguard.relaytest.form.Place;
import io.relayguard.relaytest.smtp.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports as tests want them. */
public final class Reports {
    public static final IpAddress SERVER = IpAddress.parse("192.0.2.1").orElseThrow();

    private Reports() {}

    public static Report of(Finding... findings) {
        return with(Optional.empty(), List.of(), findings);
    }

    public static Report failed(String why) {
        return with(Optional.of(why), List.of());
    }

    public static Report with(Optional<String> failure, List<String> notes, Finding... findings) {
        return new Report(
                "0123456789abcdef",
                RelayTestSettings.of(new Target("mx.test", 25), Runs.names()),
                Instant.parse("2026-11-24T09:00:00.123Z"),
                Duration.ofMillis(12_345),
                Runs.names().places().with(Place.SERVER, "mx.test"),
                failure.isPresent() ? List.of() : List.of(SERVER),
                failure.isPresent() ? Optional.empty() : Optional.of("220 mx.test ESMTP"),
                failure,
                notes,
                List.of(findings));
    }

    public static Finding answered(String formId, int code) {
        Evidence evidence = new Evidence(
                Optional.of(new Reply(250, List.of("2.1.0 ok"))), new Reply(code, List.of("2.1.5 as you say")));
        return question(formId).answered(new Channel(SERVER, false), evidence, Optional.empty());
    }

    public static Finding settled(String formId, Outcome outcome) {
        return question(formId).settled(new Channel(SERVER, true), outcome);
    }

    private static Question question(String formId) {
        Form form = Forms.all().stream()
                .filter(one -> one.id().equals(formId))
                .findFirst()
                .orElseThrow();
        return Question.of(form, Runs.names().places().with(Place.SERVER, "mx.test"), Optional.empty());
    }
}
