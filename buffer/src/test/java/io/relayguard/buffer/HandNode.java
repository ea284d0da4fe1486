package io.relayguard.buffer;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.BufferSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.mailet.Mail;

/** One node of several that share a repository, on the test's own thread. */
final class HandNode implements Returns {
    static final RelayDomains DOMAINS = RelayDomains.of(List.of(Engine.DOMAIN));

    final HandClock clock;
    final HandTimer timer;
    final HandWorkers workers = new HandWorkers();
    final FakePrimary primary;
    final List<String> events = new ArrayList<>();

    /** {@code recipient reply} of all that went back. */
    final List<String> returned = new ArrayList<>();

    final Places places;
    private final String name;
    private final FakeRepositories repositories;
    private final Adoption adoption;

    HandNode(
            String name, FakeRepositories repositories, KeptDomains keptDomains, FakePrimary primary, HandClock clock) {
        this.name = name;
        this.repositories = repositories;
        this.primary = primary;
        this.clock = clock;
        this.timer = new HandTimer(clock);
        BufferSettings settings = settings(name);
        BufferEvents journal = (kind, domain, subject, detail) ->
                events.add((kind.code() + " " + domain + " " + subject + " " + detail).replace("  ", " "));
        Surroundings around = new Surroundings(
                settings, primary, journal, workers, timer, clock, () -> 0, new Shares(200), new Tally());
        places = new Places(repositories, keptDomains, this, around);
        adoption = new Adoption(places, repositories, keptDomains, around);
    }

    private static BufferSettings settings(String node) {
        BufferSettings shared = Engine.SETTINGS;
        return new BufferSettings(
                shared.repository(),
                node,
                shared.retry(),
                shared.maxAge(),
                Optional.of(Duration.ofHours(4)),
                shared.connections(),
                shared.limits(),
                shared.bounceProcessor(),
                shared.relayedProcessor());
    }

    /** The domains of a node that have a repository by now. */
    static KeptDomains opened(FakeRepositories repositories) {
        return node -> repositories.byUrl.keySet().stream()
                .filter(url -> url.startsWith(node.asString() + "/"))
                .map(url -> new DomainName(url.substring(node.asString().length() + 1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void toSender(Mail mail, SmtpReply reply) {
        for (MailAddress recipient : mail.getRecipients()) {
            returned.add(recipient.asString() + " " + reply);
        }
    }

    void keep(String mail, String... recipients) throws MessagingException {
        keep(Mailbag.mail(mail, recipients));
    }

    void keep(Mail mail) throws MessagingException {
        Places.Place place = places.open(Engine.DOMAIN);
        place.destination().add(place.mails().keep(mail, List.copyOf(mail.getRecipients()), clock.instant()));
    }

    void start() {
        places.resume(DOMAINS);
    }

    Adopted adopt(String node) throws IOException, MessagingException {
        return adoption.adopt(node, DOMAINS);
    }

    void run() {
        workers.run();
    }

    void pass(Duration time) {
        timer.move(time, workers::run);
    }

    /** {@code name recipient} of what is in one place of this node's part. */
    List<String> contents(String place) throws MessagingException {
        return Mailbag.contents(repositories.select(MailRepositoryUrl.from("memory://spool/" + name + "/" + place)));
    }

    List<String> events(String code) {
        return events.stream().filter(event -> event.startsWith(code + " ")).toList();
    }
}
