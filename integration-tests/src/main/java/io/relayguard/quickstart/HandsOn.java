package io.relayguard.quickstart;

import io.relayguard.fixture.james.JamesServer;
import io.relayguard.fixture.primary.Delivery;
import io.relayguard.fixture.primary.StandInPrimary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** After the show: everything stays up, and the terminal says what to try. */
final class HandsOn {
    private final Screen screen;
    private final JamesServer james;
    private final StandInPrimary primary;

    HandsOn(Screen screen, JamesServer james, StandInPrimary primary) {
        this.screen = screen;
        this.james = james;
        this.primary = primary;
    }

    /** Returns only when this process is stopped. */
    void stayUp() throws IOException, InterruptedException {
        explain();
        primary.whenDelivered(this::announce);
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        while (keyboard.readLine() != null) {
            toggle();
        }
        new CountDownLatch(1).await(); // no keyboard: until Ctrl-C or a signal
    }

    private void explain() {
        InetSocketAddress smtp = james.installation().smtp();
        String host = smtp.getHostString();
        int port = smtp.getPort();
        Path directory = james.installation().directory();
        screen.title("All of it is still running. Try it yourself:");
        screen.say("refused:   swaks --server " + host + ":" + port
                + " --local-interface 127.0.0.2 --from you@elsewhere.test --to victim@elsewhere.test");
        screen.say("kept:      (press Enter, so that the primary is down)");
        screen.say("           swaks --server " + host + ":" + port
                + " --local-interface 127.0.0.2 --from you@elsewhere.test --to ann@example.org");
        screen.say("by hand:   nc -C -s 127.0.0.2 " + host + " " + port + "      (or: telnet -b 127.0.0.2 " + host + " "
                + port + ")");
        screen.say("           EHLO me / MAIL FROM:<you@elsewhere.test> / RCPT TO:<victim%elsewhere.test@example.org>");
        screen.say("admin:     curl http://127.0.0.1:" + james.installation().webAdminPort() + "/mailRepositories");
        screen.blankLine();
        screen.say("primary of example.org: 127.0.0.1:" + primary.address().getPort() + ", "
                + (primary.isUp() ? "up" : "down") + "; press Enter to take it down, again to bring it back");
        screen.say("configuration:  " + directory.resolve("conf"));
        screen.say("kept mail:      " + directory.resolve("var/mail/secondary-mx"));
        screen.say("James's log:    " + james.installation().console());
        screen.say("Ctrl-C stops everything.");
        screen.blankLine();
    }

    private void toggle() throws IOException {
        if (primary.isUp()) {
            primary.stop();
        } else {
            primary.start();
        }
        screen.say("the primary is " + (primary.isUp() ? "up" : "down"));
    }

    private void announce(Delivery delivery) {
        screen.say("arrived at the primary: from <" + delivery.reversePath() + "> for "
                + String.join(", ", delivery.recipients()) + ", "
                + delivery.message().length() + " bytes");
    }
}
