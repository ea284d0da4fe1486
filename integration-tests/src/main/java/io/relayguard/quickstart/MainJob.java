package io.relayguard.quickstart;

import io.relayguard.fixture.Folders;
import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Patience;
import io.relayguard.fixture.james.JamesServer;
import io.relayguard.fixture.primary.Delivery;
import io.relayguard.fixture.primary.StandInPrimary;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The four steps that the pack is for, each shown with its SMTP and checked. */
final class MainJob {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int HEAD_LINES = 12;
    private static final String MAIL_TO_KEEP = """
            From: Stranger <stranger@elsewhere.test>
            To: Ann <ann@example.org>
            Subject: kept while you were away

            .. a line that begins with dots
            and one with spaces at its end \s\s
            """.replace("\n", "\r\n");
    private static final String MAIL_OUT = """
            From: Colleague <colleague@example.com>
            To: Somebody <somebody@elsewhere.test>
            Subject: out we go

            Sent by a client in our own network.
            """.replace("\n", "\r\n");

    private final Screen screen;
    private final JamesServer james;
    private final StandInPrimary primary;
    private final StandInPrimary internet;

    MainJob(Screen screen, JamesServer james, StandInPrimary primary, StandInPrimary internet) {
        this.screen = screen;
        this.james = james;
        this.primary = primary;
        this.internet = internet;
    }

    void show() throws IOException, InterruptedException {
        strangerIsRefused();
        insiderIsLetThrough();
        mailIsKept();
        mailArrives();
    }

    private void strangerIsRefused() throws IOException {
        screen.step("A stranger (" + Loopback.STRANGER.getHostAddress() + ") wants us to relay to somebody elsewhere.");
        try (SmtpClient client = connect(Loopback.STRANGER)) {
            client.ehlo();
            client.mailFrom("stranger@elsewhere.test");
            SmtpReply reply = client.rcptTo("victim@elsewhere.test");
            screen.expect(
                    reply.last().equals("550 5.7.1 <victim@elsewhere.test>: relay access denied"),
                    "the stranger is refused at RCPT, before any message was sent");
        }
    }

    private void insiderIsLetThrough() throws IOException, InterruptedException {
        screen.step("A client in our own network (" + Loopback.INSIDER.getHostAddress() + ") sends to the same place.");
        try (SmtpClient client = connect(Loopback.INSIDER)) {
            client.ehlo();
            SmtpReply reply = client.send("colleague@example.com", List.of("somebody@elsewhere.test"), MAIL_OUT);
            screen.expect(reply.isPositive(), "the insider's mail is accepted");
        }
        screen.expect(
                soon(() -> !internet.deliveriesTo("somebody@elsewhere.test").isEmpty()),
                "the insider's mail goes out, to a stand-in for the Internet");
    }

    private void mailIsKept() throws IOException, InterruptedException {
        screen.step("example.org belongs to a server behind us, and that server is down. A stranger writes to it.");
        try (SmtpClient client = connect(Loopback.STRANGER)) {
            client.ehlo();
            SmtpReply reply = client.send("stranger@elsewhere.test", List.of("ann@example.org"), MAIL_TO_KEEP);
            screen.expect(reply.isPositive(), "the mail is accepted for the primary");
        }
        screen.expect(soon(() -> !spooled().isEmpty()), "the mail is kept in a file of its own:");
        for (Path file : spooled()) {
            screen.say(file.toString());
            Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .limit(HEAD_LINES)
                    .forEach(line -> screen.say("  | " + line));
        }
        screen.expect(primary.deliveries().isEmpty(), "nothing has reached the primary yet");
    }

    private void mailArrives() throws IOException, InterruptedException {
        screen.step("The primary comes back.");
        long begin = System.nanoTime();
        primary.start();
        boolean arrived = soon(() -> !primary.deliveriesTo("ann@example.org").isEmpty());
        long milliseconds = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        screen.expect(arrived, "the mail arrives, " + milliseconds + " ms later:");
        for (Delivery delivery : primary.deliveriesTo("ann@example.org")) {
            delivery.message().lines().forEach(line -> screen.say("  | " + line));
            screen.expect(
                    delivery.messageBelowTrace().equals(MAIL_TO_KEEP),
                    "it is byte for byte what was sent, one Received field added");
        }
        screen.expect(primary.deliveries().size() == 1, "it arrived exactly once");
        screen.expect(soon(() -> spooled().isEmpty()), "its file is gone from the spool");
    }

    private SmtpClient connect(InetAddress from) throws IOException {
        return SmtpClient.connect(from, james.installation().smtp(), screen.dialogue());
    }

    /** Without hidden ones, which are still being written. */
    private List<Path> spooled() {
        try {
            return Folders.filesBelow(james.installation().directory().resolve("var/mail/secondary-mx")).stream()
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean soon(Patience.Condition condition) throws InterruptedException {
        try {
            Patience.until("it", LIMIT, condition);
            return true;
        } catch (TimeoutException notSo) {
            return false;
        }
    }
}
