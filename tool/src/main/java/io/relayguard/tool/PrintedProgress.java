package io.relayguard.tool;

import io.relayguard.relaytest.Channel;
import io.relayguard.relaytest.Finding;
import io.relayguard.relaytest.Outcome;
import io.relayguard.relaytest.Progress;
import java.io.PrintWriter;

/** Progress in lines: one for each connection, for each form that was accepted, and for every tenth form. */
final class PrintedProgress implements Progress {
    private static final int STEP = 10;

    private final PrintWriter err;

    PrintedProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void connected(Channel channel, String greeting) {
        err.println("connected over " + channel.label() + " to " + channel.address() + ": " + greeting);
    }

    @Override
    public void tried(Finding finding, int done, int all) {
        if (finding.outcome().kind() == Outcome.Kind.ACCEPTED) {
            err.println("accepted over " + finding.channel().label() + ": MAIL FROM:" + finding.mail() + " RCPT TO:"
                    + finding.rcpt());
        }
        if (done % STEP == 0 || done == all) {
            err.println(done + " of " + all);
        }
    }
}
