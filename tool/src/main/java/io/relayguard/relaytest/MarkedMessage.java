package io.relayguard.relaytest;

import io.relayguard.core.address.DomainName;
import io.relayguard.relaytest.smtp.Reply;
import io.relayguard.relaytest.smtp.Session;
import io.relayguard.relaytest.smtp.SessionBroken;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A message that says which test and which form it comes from, so that whoever gets it can tell. */
record MarkedMessage(String testId, String formId, DomainName outside, Instant date) {
    private static final int GO_AHEAD = 354;

    /** What became of it: the server's last word. */
    String send(Session session) throws SessionBroken {
        Reply goAhead = session.say("DATA");
        return goAhead.code() == GO_AHEAD ? session.say(text() + "\r\n.").toString() : goAhead.toString();
    }

    String text() {
        return String.join(
                "\r\n",
                List.of(
                        "From: Open-relay test <probe@" + outside + ">",
                        "To: relaytest@" + outside,
                        "Subject: [relay-test " + testId + "] form " + formId,
                        "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)),
                        "Message-ID: <" + testId + "." + formId + "@" + outside + ">",
                        "X-Relay-Test: id=" + testId + "; form=" + formId,
                        "Auto-Submitted: auto-generated",
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=us-ascii",
                        "",
                        "A mail server accepted this message in an open-relay test.",
                        "The test is " + testId + ", the form " + formId + "; the test's report has both."));
    }
}
