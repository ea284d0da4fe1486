package io.relayguard.buffer;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.BufferSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    static final BufferSettings SETTINGS = new BufferSettings(
            "memory://spool",
            "node",
            new BufferSettings.Retry(Duration.ofMinutes(1), Duration.ofMinutes(15)),
            Duration.ofDays(5),
            4,
            "bounces");

    final HandClock clock = new HandClock();
    final HandTimer timer = new HandTimer(clock);
    final HandWorkers workers = new HandWorkers();
    final FakePrimary primary = new FakePrimary();
    final FakeRepositories repositories = new FakeRepositories(url -> new MemoryMailRepository());
    final List<String> events = new ArrayList<>();

    /** {@code recipient reply} of all that went back. */
    final List<String> returned = new ArrayList<>();

    /** Called before a mail goes back; may throw. */
    Returns beforeReturn = (mail, reply) -> {};

    final KeptMail mails;
    final Destination destination;

    Engine() throws MessagingException {
        BufferEvents journal = (kind, name, subject, detail) ->
                events.add((kind.code() + " " + subject + " " + detail).replace("  ", " "));
        mails = KeptMail.open(repositories, SETTINGS.repository(), SETTINGS.node(), NAME);
        Settlement settlement = new Settlement(NAME, mails, this, journal, SETTINGS.maxAge(), clock);
        destination = new Destination(DOMAIN, SETTINGS, primary, settlement, journal, workers, timer, clock);
    }

    @Override
    public void toSender(Mail mail, SmtpReply reply) throws MessagingException {
        beforeReturn.toSender(mail, reply);
        for (MailAddress recipient : mail.getRecipients()) {
            returned.add(recipient.asString() + " " + reply);
        }
    }

    void keep(String name, String... recipients) throws MessagingException {
        keep(Mailbag.mail(name, recipients));
    }

    void keep(Mail mail) throws MessagingException {
        MailKey key = mails.keep(mail, List.copyOf(mail.getRecipients()), clock.instant());
        destination.add(Waiting.found(key).keptSince(clock.millis()));
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
