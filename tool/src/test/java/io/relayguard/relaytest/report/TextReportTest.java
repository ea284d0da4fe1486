package io.relayguard.relaytest.report;

import static io.relayguard.relaytest.Reports.answered;
import static io.relayguard.relaytest.Reports.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.relaytest.Outcome;
import io.relayguard.relaytest.Reports;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextReportTest {
    @Test
    void wholeReport() {
        String report = TextReport.of(Reports.with(
                Optional.empty(),
                List.of("not tested over ipv6: no route"),
                answered("2", 550),
                answered("6", 250),
                answered("helo-1", 450),
                settled("20", new Outcome.NotTried("no backed-up domain was given"))));

        assertThat(report).isEqualTo("""
                        Open-relay test 0123456789abcdef of mx.test:25, 2026-11-24T09:00:00Z, took 12.3 s
                        addresses: 192.0.2.1
                        greeting: 220 mx.test ESMTP
                        D = outside.test, S = mx.test, L = local.test, B = backup.test

                        plain - if accepted, it relays to D (certain)
                          refused    2                  ipv4      <probe@outside.test>      <relaytest@outside.test>              550 2.1.5 as you say

                        helo - if accepted, it relays to D for whoever writes this HELO name (certain)
                          put-off    helo-1             ipv4      <probe@outside.test>      <relaytest@outside.test>  HELO mx.test  450 2.1.5 as you say

                        percent - if accepted, it relays to D if this server or the next one reads % as a route (conditional)
                          ACCEPTED   6                  ipv4      <probe@[IP]>              <relaytest%outside.test@mx.test>      250 2.1.5 as you say
                          not-tried  20                 ipv4+tls  <probe@outside.test>      <relaytest%outside.test@backup.test>  no backed-up domain was given

                        accepted: <relaytest%outside.test@mx.test> from <probe@[IP]> over ipv4 (6): it relays to D if this server or the next one reads % as a route (conditional)
                        note: not tested over ipv6: no route
                        1 accepted, 1 refused, 1 put-off, 0 no-answer, 1 not-tried
                        OPEN: 1 form was accepted (exit code 1)
                        """);
    }

    @Test
    void closedServer() {
        assertThat(TextReport.of(Reports.of(answered("2", 550)))).endsWith("""
                        0 accepted, 1 refused, 0 put-off, 0 no-answer, 0 not-tried
                        Closed: every form that was tried was refused (exit code 0)
                        """);
    }

    @Test
    void undecided() {
        assertThat(TextReport.of(Reports.of(answered("2", 450))))
                .endsWith("Undecided: nothing was accepted, but not everything was refused for good (exit code 2)\n");
    }

    @Test
    void failure() {
        assertThat(TextReport.of(Reports.failed("the name mx.test does not resolve")))
                .endsWith("\n\nCould not test: the name mx.test does not resolve (exit code 2)\n");
    }
}
