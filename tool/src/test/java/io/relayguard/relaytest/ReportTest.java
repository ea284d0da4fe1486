package io.relayguard.relaytest;

import static io.relayguard.relaytest.Reports.answered;
import static io.relayguard.relaytest.Reports.settled;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What all findings together say, and the exit code. */
class ReportTest {
    private static final Finding ACCEPTED = answered("2", 250);
    private static final Finding REFUSED = answered("3", 550);
    private static final Finding PUT_OFF = answered("4", 450);
    private static final Finding NO_ANSWER = settled("5", new Outcome.NoAnswer("the server closed the connection"));
    private static final Finding NOT_TRIED = settled("20", new Outcome.NotTried("no backed-up domain was given"));

    @Test
    void allRefusedIs0() {
        assertExitCode(0, REFUSED, REFUSED);
    }

    @Test
    void whatWasNotTriedDoesNotCount() {
        assertExitCode(0, REFUSED, NOT_TRIED);
    }

    @Test
    void oneAcceptedIs1WhateverElse() {
        assertExitCode(1, ACCEPTED);
        assertExitCode(1, REFUSED, PUT_OFF, NO_ANSWER, NOT_TRIED, ACCEPTED);
    }

    @Test
    void oneWithoutAFinalAnswerIs2() {
        assertExitCode(2, REFUSED, PUT_OFF);
        assertExitCode(2, REFUSED, NO_ANSWER);
    }

    @Test
    void nothingTriedIs2() {
        assertExitCode(2);
        assertExitCode(2, NOT_TRIED);
        assertThat(Reports.failed("the name mx.test does not resolve").conclusion())
                .isEqualTo(Conclusion.UNDECIDED);
    }

    private static void assertExitCode(int code, Finding... findings) {
        assertThat(Reports.of(findings).conclusion().exitCode()).isEqualTo(code);
    }
}
