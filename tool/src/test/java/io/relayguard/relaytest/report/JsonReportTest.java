package io.relayguard.relaytest.report;

import static io.relayguard.relaytest.Reports.answered;
import static io.relayguard.relaytest.Reports.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.relaytest.Outcome;
import io.relayguard.relaytest.Reports;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    @Test
    void wholeReport() {
        String report = JsonReport.of(Reports.with(
                Optional.empty(),
                List.of("not tested over ipv6: no route"),
                answered("quoted-1", 250),
                settled("helo-1", new Outcome.NotTried("no server name"))));

        assertThat(report).isEqualToNormalizingNewlines("""
                        {
                          "report" : "relay-test",
                          "format" : 1,
                          "id" : "0123456789abcdef",
                          "started" : "2026-11-24T09:00:00.123Z",
                          "milliseconds" : 12345,
                          "target" : {
                            "host" : "mx.test",
                            "port" : 25,
                            "addresses" : [ "192.0.2.1" ],
                            "greeting" : "220 mx.test ESMTP"
                          },
                          "names" : {
                            "outside" : "outside.test",
                            "server" : "mx.test",
                            "local" : "local.test",
                            "backedUp" : "backup.test"
                          },
                          "conclusion" : "accepted",
                          "exitCode" : 1,
                          "notes" : [ "not tested over ipv6: no route" ],
                          "counts" : {
                            "accepted" : 1,
                            "refused" : 0,
                            "put-off" : 0,
                            "no-answer" : 0,
                            "not-tried" : 1
                          },
                          "results" : [ {
                            "form" : "quoted-1",
                            "group" : "quoted",
                            "way" : "plain",
                            "over" : "ipv4",
                            "address" : "192.0.2.1",
                            "tls" : false,
                            "mail" : "<probe@outside.test>",
                            "rcpt" : "<\\"relaytest@outside.test\\"@mx.test>",
                            "outcome" : "accepted",
                            "mailReply" : "250 2.1.0 ok",
                            "reply" : "250 2.1.5 as you say",
                            "means" : "relays to D if this server or the next one drops the quotes",
                            "certainty" : "conditional"
                          }, {
                            "form" : "helo-1",
                            "group" : "helo",
                            "way" : "plain",
                            "over" : "ipv4",
                            "address" : "192.0.2.1",
                            "tls" : true,
                            "helo" : "mx.test",
                            "mail" : "<probe@outside.test>",
                            "rcpt" : "<relaytest@outside.test>",
                            "outcome" : "not-tried",
                            "why" : "no server name",
                            "means" : "relays to D for whoever writes this HELO name",
                            "certainty" : "certain"
                          } ]
                        }
                        """);
    }

    @Test
    void failure() {
        assertThat(JsonReport.of(Reports.failed("the name mx.test does not resolve")))
                .contains(
                        "\"conclusion\" : \"undecided\"",
                        "\"exitCode\" : 2",
                        "\"failure\" : \"the name mx.test does not resolve\"",
                        "\"results\" : [ ]");
    }
}
