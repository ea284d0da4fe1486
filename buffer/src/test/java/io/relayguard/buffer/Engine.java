package io.relayguard.buffer;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.BufferSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.mailet.Mail;

/** One destination on the test's own thread: nothing moves but what the test moves. */
final class Engine implements Returns {
    static final DomainName NAME = DomainName.parse("example.org").orElseThrow();
    static final RelayDomain DOMAIN = new RelayDomain(NAME, List.of(new Primary.Mx()), "here");
    static final RelayDomain MOVED = new RelayDomain(NAME, List.of(new Primary.Host("192.0.2.99", 25)), "there");
    static final BufferSettings SETTINGS = settings(new BufferSettings.Connections(4, 1000, Duration.ofSeconds(10)));

    private static final int MOST = 200;

    /** Pauses are what they are. */
    private static final RandomGenerator NO_CHANCE = () -> 0;

    final HandClock clock = new HandClock();
    final HandTimer timer = new HandTimer(clock);
    final HandWorkers workers = new HandWorkers();
    final FakePrimary primary = new FakePrimary();
    final FakeRepositories repositories = new FakeRepositories(url -> new MemoryMailRepository());
    final List<String> events = new ArrayList<>();

    /** {@code recipient reply} of all that went back. */
    final List<String> returned = new ArrayList<>();

    /** The recipients of each mail whose sender is told that it was relayed. */
    final List<String> relayed = new ArrayList<>();

    /** If senders are told of that at all; may throw. */
    Telling telling = () -> true;

    @FunctionalInterface
    interface Telling {
        boolean isDone() throws MessagingException;
    }

    /** Called before a mail goes back; may throw. */
    Returns beforeReturn = (mail, reply) -> {};

    final KeptMail mails;
    private final Settlement.Ages ages;
    private final Surroundings around;
    Destination destination;

    static BufferSettings settings(BufferSettings.Connections connections) {
        return new BufferSettings(
                "memory://spool",
                "node",
                new BufferSettings.Retry(Duration.ofMinutes(1), Duration.ofMinutes(15)),
                Duration.ofDays(5),
                Optional.empty(),
                connections,
                BufferSettings.DEFAULT_LIMITS,
                "bounces",
                Optional.empty());
    }

    Engine() throws MessagingException {
        this(SETTINGS);
    }

    Engine(BufferSettings settings) throws MessagingException {
        BufferEvents journal = (kind, name, subject, detail) ->
                events.add((kind.code() + " " + subject + " " + detail).replace("  ", " "));
        mails = KeptMail.open(repositories, settings.repository(), settings.node(), NAME);
        ages = new Settlement.Ages(settings.maxAge(), settings.delayWarning(), clock);
        around = new Surroundings(
                settings, primary, journal, workers, timer, clock, NO_CHANCE, new Shares(MOST), new Tally());
        destination = newDestination();
    }

    private Destination newDestination() {
        return new Destination(DOMAIN, around, new Settlement(NAME, mails, this, around.events(), ages));
    }

    /** What is in memory is gone, what the repository has is found again. */
    void restart() throws MessagingException {
        destination.close();
        destination = newDestination();
        for (Iterator<MailKey> keys = mails.keys(); keys.hasNext(); ) {
            destination.addFound(Waiting.found(keys.next()));
        }
    }

    @Override
    public void toSender(Mail mail, SmtpReply reply) throws MessagingException {
        beforeReturn.toSender(mail, reply);
        for (MailAddress recipient : mail.getRecipients()) {
            returned.add(recipient.asString() + " " + reply);
        }
    }

    @Override
    public boolean tellRelayed(Mail mail) throws MessagingException {
        boolean done = telling.isDone();
        if (done) {
            relayed.add(mail.getName().replaceFirst("-?!\\S+", "") + " " + mail.getRecipients());
        }
        return done;
    }

    void keep(String name, String... recipients) throws MessagingException {
        keep(Mailbag.mail(name, recipients));
    }

    void keep(Mail mail) throws MessagingException {
        destination.add(mails.keep(mail, List.copyOf(mail.getRecipients()), clock.instant()));
    }

    MailRepository repository() {
        return repositories.select(MailRepositoryUrl.from("memory://spool/node/example.org"));
    }

    List<String> kept() throws MessagingException {
        return Mailbag.contents(repository());
    }

    List<String> undeliverable() throws MessagingException {
        MailRepository aside = repositories.byUrl.get("memory://spool/node/undeliverable");
        return aside == null ? List.of() : Mailbag.contents(aside);
    }

    /** What the destination knows of. */
    long waiting() {
        return destination.load().messages();
    }

    void run() {
        workers.run();
    }

    /** Lets time pass, with everything that is due in it. */
    void pass(Duration time) {
        timer.move(time, workers::run);
    }

    List<String> events(String code) {
        return events.stream().filter(event -> event.startsWith(code + " ")).toList();
    }
}
