package io.relayguard.buffer;

import io.relayguard.core.primary.SmtpReply;
import io.relayguard.spool.SimulatedDisk;
import io.relayguard.spool.SimulatedFaults;
import io.relayguard.spool.SimulatedSpool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

/**
 * A James with its buffer, its disk and its primary, on one thread and a clock of its own: all that happens is drawn from
 * the seed, and happens again with it.
 *
 * <p>James itself hands a mail over until the buffer has taken it, again after a crash, and now and then once more after
 * that: it may have crashed before it could note that the buffer had it.
 */
final class SimulatedWorld implements Returns {
    private static final Duration DAY = Duration.ofDays(1);

    /** Earlier seeds have found faults without that, and are to find them again. */
    private static final long GIVES_BACK_FROM = 2048;

    private static final SmtpReply GIVEN_BACK = new SmtpReply(550, "5.0.0 given back");
    private static final Pattern CALLED = Pattern.compile("mail-\\d+");

    private final Random random;
    private final HandClock clock = new HandClock();
    private final Ledger ledger = new Ledger();
    private final SimulatedPrimary primary;
    private final boolean givesBack;
    private final List<MailOfJames> atJames = new ArrayList<>();
    private SimulatedDisk disk;
    private HandTimer timer = new HandTimer(clock);
    private HandWorkers workers = new HandWorkers();
    private KeptMail mails;
    private Destination destination;
    private boolean calm;

    /** What James has handed over last. */
    private @Nullable MailOfJames lastTaken;

    private record MailOfJames(String name, String content, boolean hasSender, List<String> recipients) {
        Mail mail() throws MessagingException {
            MailImpl mail = hasSender
                    ? Mailbag.mail(name, recipients.toArray(String[]::new))
                    : Mailbag.notification(name, recipients.toArray(String[]::new));
            mail.setMessageContent(MimeMessageInputStreamSource.create(
                    name, new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1))));
            return mail;
        }
    }

    SimulatedWorld(long seed) throws MessagingException {
        random = new Random(seed);
        givesBack = seed >= GIVES_BACK_FROM;
        primary = new SimulatedPrimary(random, clock, ledger);
        disk = new SimulatedDisk(random.nextLong());
        start();
    }

    Ledger ledger() {
        return ledger;
    }

    private void start() throws MessagingException {
        timer = new HandTimer(clock);
        workers = new HandWorkers();
        FakeRepositories repositories = new FakeRepositories(this::open);
        mails = KeptMail.open(repositories, Engine.SETTINGS.repository(), Engine.SETTINGS.node(), Engine.NAME);
        BufferEvents events = (kind, name, subject, detail) -> ledger.says(kind.code() + " " + subject + " " + detail);
        Surroundings around = new Surroundings(
                Engine.SETTINGS, primary, events, workers, timer, clock, random, new Shares(200), new Tally());
        Settlement.Ages ages = new Settlement.Ages(
                Engine.SETTINGS.maxAge(), Optional.of(Duration.ofHours(random.nextInt(200) + 1)), clock);
        destination = new Destination(Engine.DOMAIN, around, new Settlement(Engine.NAME, mails, this, events, ages));
        for (Iterator<MailKey> keys = mails.keys(); keys.hasNext(); ) {
            destination.addFound(Waiting.found(keys.next()));
        }
    }

    private MailRepository open(MailRepositoryUrl url) {
        try {
            return SimulatedSpool.open(disk, Path.of("/" + url.getPath().asString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Days of trouble. */
    void storm(int steps) throws MessagingException {
        for (int step = 0; step < steps; step++) {
            drawFault();
            surviving(this::something);
        }
    }

    /** All is well again, for longer than a mail may wait; says what is still kept then. */
    List<String> calm() throws MessagingException {
        calm = true;
        primary.becomesGood();
        noFaults();
        surviving(() -> destination.release());
        surviving(() -> List.copyOf(atJames).forEach(this::handOver));
        surviving(() -> List.copyOf(atJames).forEach(this::handOver));
        surviving(() -> timer.move(DAY.multipliedBy(6), workers::run));
        for (String line : contents(KeptMail.UNDELIVERABLE)) {
            int space = line.indexOf(' ');
            ledger.settles("put aside", ofTheMail(line.substring(0, space)), line.substring(space + 1));
        }
        return contents(Engine.NAME.value());
    }

    private List<String> contents(String place) throws MessagingException {
        return Mailbag.contents(open(MailRepositoryUrl.from("memory://spool/node/" + place)));
    }

    /** Each line of James gives copies of a mail names of its own, and so do we; what the mail was called is in all of them. */
    private static String ofTheMail(String name) {
        Matcher called = CALLED.matcher(name);
        if (!called.find()) {
            throw new AssertionError("no name of ours in " + name);
        }
        return called.group();
    }

    private void noFaults() {
        disk.faults().crashBefore(SimulatedFaults.NEVER);
        disk.faults().crashAfter(SimulatedFaults.NEVER);
        disk.faults().fullAt(SimulatedFaults.NEVER);
        disk.faults().full(false);
    }

    /** One of those from before may still be to come. */
    private void drawFault() {
        SimulatedFaults faults = disk.faults();
        int at = faults.changes() + 1 + random.nextInt(12);
        switch (random.nextInt(6)) {
            case 0 -> faults.crashBefore(at);
            case 1 -> faults.crashAfter(at);
            case 2 -> faults.fullAt(at);
            case 3 -> faults.full(random.nextInt(3) == 0);
            default -> faults.full(false);
        }
    }

    private void something() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> handOver(newMail());
            case 3 -> destination.wake("drawn");
            case 4 -> destination.flush("drawn");
            case 5 -> {
                destination.hold();
                ledger.says("held");
            }
            case 6 -> giveBackOrRelease();
            default -> destination.release();
        }
        timer.move(Duration.ofMinutes(random.nextInt(12 * 60)), workers::run);
        List.copyOf(atJames).forEach(this::handOver);
    }

    private void giveBackOrRelease() {
        if (givesBack && random.nextInt(4) == 0) {
            destination.giveBack(GIVEN_BACK);
        } else {
            destination.release();
        }
    }

    private MailOfJames newMail() {
        String name = "mail-" + random.nextInt(1_000_000);
        List<String> recipients = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            recipients.add((random.nextInt(4) == 0 ? "refused" : "served") + i + "@example.org");
        }
        String content = "Subject: " + name + "\r\n\r\n" + "\u00e4\r\n.\r\n".repeat(random.nextInt(300));
        MailOfJames mail = new MailOfJames(name, content, random.nextInt(4) > 0, recipients);
        atJames.add(mail);
        return mail;
    }

    private void handOver(MailOfJames handed) {
        ledger.handsOver(handed.name(), handed.content());
        try {
            Mail mail = handed.mail();
            destination.add(mails.keep(mail, List.copyOf(mail.getRecipients()), clock.instant()));
            ledger.accepts(handed.name(), handed.recipients());
            atJames.remove(handed);
            lastTaken = handed;
            workers.run();
        } catch (MessagingException stillAtJames) {
            ledger.says("not taken: " + handed.name() + " " + stillAtJames.getMessage());
        }
    }

    /** What ends in a crash is followed by a start, which may crash, too. */
    private void surviving(Runnable step) throws MessagingException {
        try {
            step.run();
        } catch (SimulatedFaults.Crash crash) {
            restart();
        }
    }

    private void restart() throws MessagingException {
        ledger.crashes();
        disk = disk.restarted();
        if (lastTaken != null && random.nextBoolean()) {
            ledger.comesAgain(lastTaken.name());
            atJames.add(lastTaken);
            lastTaken = null;
        }
        if (!calm && random.nextInt(4) == 0) {
            disk.faults().crashBefore(1 + random.nextInt(3));
        }
        try {
            start();
        } catch (SimulatedFaults.Crash again) {
            restart();
        }
    }

    @Override
    public void toSender(Mail mail, SmtpReply reply) throws MessagingException {
        if (!calm && random.nextInt(4) == 0) {
            throw new MessagingException("James's queue is full");
        }
        if (reply.isPermanent()) {
            for (MailAddress recipient : mail.getRecipients()) {
                ledger.settles("told", ofTheMail(mail.getName()), recipient.asString());
            }
        }
    }
}
