package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.BufferLimits.Load;
import io.relayguard.core.primary.Loops;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.BufferSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps mail for primaries that are down, and delivers it once they are back.
 *
 * <p>A mail belongs to the buffer when {@link #keep} returns: it is in the repository, and no crash of ours loses it.
 * What waits there from an earlier run is found in the background after {@link #start}. Threads may share an instance.
 */
public final class Buffer implements AutoCloseable {
    /** Conversations under way at once, over all destinations; see {@link Shares}. */
    private static final int MOST_CONVERSATIONS = 200;

    /** How long {@link #close} waits for answers that are on their way: a message cut off there is sent twice. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    /** Nobody has refused it, and no time has run out: RFC 3463 has nothing closer than X.0.0. */
    private static final SmtpReply GIVEN_BACK =
            new SmtpReply(550, "5.0.0 given back by the administrator before it could be delivered");

    private static final Duration THREAD_IDLE = Duration.ofSeconds(10);
    private static final Logger LOGGER = LoggerFactory.getLogger(Buffer.class);

    private final BufferSettings settings;
    private final Conversations conversations;
    private final FreeDisk freeDisk;
    private final Predicate<String> isOurName;
    private final BufferEvents events;
    private final Clock clock;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Tally all = new Tally();
    private final Places places;
    private final Adoption adoption;
    private volatile RelayDomains relayDomains;

    /** The parts of a running server that the buffer needs. */
    public record Ports(
            MailRepositoryStore store,
            KeptDomains keptDomains,
            Conversations conversations,
            Returns returns,
            FreeDisk freeDisk,
            Predicate<String> isOurName,
            BufferEvents events) {}

    /** How a destination stands. */
    public record Status(DomainName domain, String state, long messages, long octets) {}

    public Buffer(BufferSettings settings, RelayDomains relayDomains, Ports ports, Clock clock) {
        this.settings = settings;
        this.relayDomains = relayDomains;
        this.conversations = ports.conversations();
        this.freeDisk = ports.freeDisk();
        this.isOurName = ports.isOurName();
        this.events = logged(ports.events());
        this.clock = clock;
        this.workers = workers();
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.named("timer"), new ThreadPoolExecutor.DiscardPolicy());
        this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        Surroundings around = new Surroundings(
                settings,
                conversations,
                events,
                workers,
                (pause, task) -> {
                    var unused = timer.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
                },
                clock,
                RandomGenerator.getDefault(),
                new Shares(MOST_CONVERSATIONS),
                all);
        this.places = new Places(ports.store(), ports.keptDomains(), ports.returns(), around);
        this.adoption = new Adoption(places, ports.store(), ports.keptDomains(), around);
    }

    private static BufferEvents logged(BufferEvents events) {
        return (kind, destination, subject, detail) -> {
            try {
                events.on(kind, destination, subject, detail);
            } catch (RuntimeException fault) {
                LOGGER.error("event=fault destination={} mail=\"{}\"", destination, subject, fault);
            }
        };
    }

    /** As many threads as there are conversations: {@link Shares} limits those. */
    private static ThreadPoolExecutor workers() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                THREAD_IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.named("conversation"),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Looks, in the background, for what an earlier run has kept. */
    public void start() {
        Threads.named("resume").newThread(() -> places.resume(relayDomains)).start();
    }

    /**
     * Takes a mail for some of its recipients, all of one relay domain. One that goes round in circles is put aside for the
     * administrator.
     *
     * @throws MessagingException if it could not be stored, or the buffer is full: then the mail is still the caller's
     * @throws IllegalArgumentException if that is not a relay domain
     */
    public void keep(Mail mail, DomainName domain, Collection<MailAddress> recipients) throws MessagingException {
        RelayDomain relayDomain = relayDomains
                .find(domain)
                .orElseThrow(() -> new IllegalArgumentException(domain + " is not a relay domain"));
        Places.Place place = places.open(relayDomain);
        Optional<String> loop = Loops.of(received(mail), domain, isOurName);
        if (loop.isPresent()) {
            place.mails().putAside(mail, recipients);
            events.on(Kind.LOOP, domain, mail.getName(), loop.get());
            return;
        }
        long size = mail.getMessageSize();
        Optional<String> full = refuses(domain, size);
        if (full.isPresent()) {
            events.on(Kind.FULL, domain, mail.getName(), full.get());
            throw new MessagingException("the buffer takes no more for " + domain + ": " + full.get());
        }
        Waiting message = place.mails().keep(mail, recipients, clock.instant());
        events.on(Kind.KEPT, domain, mail.getName(), recipients.size() + " recipients");
        place.destination().add(message.ofSize(size));
    }

    private static List<String> received(Mail mail) throws MessagingException {
        String[] lines = mail.getMessage().getHeader("Received");
        return lines == null ? List.of() : Arrays.asList(lines);
    }

    /**
     * Why no more mail is taken for a domain now; empty if some is.
     *
     * @param size octets of the message, 0 where nobody knows them yet
     */
    public Optional<String> refuses(DomainName domain, long size) {
        Load destination = places.find(domain).map(Destination::load).orElse(Load.NONE);
        return settings.limits().refuses(size, destination, all.load(), freeDisk.octets());
    }

    /**
     * Takes over changed relay domains: new primaries hold from the next conversation on, which is tried at once. A domain that
     * is gone takes no more mail, and what is kept for it goes where it always went.
     */
    public void use(RelayDomains changed) {
        RelayDomains earlier = relayDomains;
        relayDomains = changed;
        places.all()
                .forEach(place ->
                        changed.find(place.destination().domain().name()).ifPresent(place.destination()::follow));
        changed.named().values().stream()
                .filter(domain -> earlier.find(domain.name()).isEmpty())
                .forEach(domain -> workers.execute(() -> places.resume(domain)));
    }

    /** A client has connected: if it is a primary that was down, its mail is on its way (RFC 5321 section 4.5.4.1). */
    public void connected(IpAddress client) {
        places.all().stream()
                .map(Places.Place::destination)
                .filter(destination -> destination.isDownAt(client))
                .forEach(destination -> destination.wake("the primary has connected from " + client));
    }

    /** If a client is the primary of a domain, by the addresses at which that was tried since the start. */
    public boolean isPrimary(DomainName domain, IpAddress client) {
        return places.find(domain)
                .filter(destination -> destination.isAt(client))
                .isPresent();
    }

    /**
     * Tries all that waits for a domain, at once; also what was put into its place in the repository by hand.
     *
     * @param why who wants it, for the log
     * @return how many wait; empty if it is no relay domain
     */
    public Optional<Long> flush(DomainName domain, String why) {
        Optional<RelayDomain> known = relayDomains.find(domain);
        known.ifPresent(relayDomain -> {
            places.find(domain).ifPresent(destination -> destination.flush(why));
            workers.execute(() -> places.resume(relayDomain));
        });
        return known.map(relayDomain -> kept(domain));
    }

    /**
     * Gives all back to its senders that waits for a domain now, in the background and as what has grown too old is; what is on
     * its way to the primary at this moment is left to that.
     *
     * @return how many wait; empty if it is no relay domain
     */
    public Optional<Long> giveBack(DomainName domain) {
        Optional<RelayDomain> known = relayDomains.find(domain);
        known.ifPresent(relayDomain -> workers.execute(() -> places.giveBack(relayDomain, GIVEN_BACK)));
        return known.map(relayDomain -> kept(domain));
    }

    /** Sends nothing to a domain until {@link #release}, or the next start; false if it has never had mail. */
    public boolean hold(DomainName domain) {
        return with(domain, Destination::hold);
    }

    /** Sends again; false if it has never had mail. */
    public boolean release(DomainName domain) {
        return with(domain, Destination::release);
    }

    private boolean with(DomainName domain, Consumer<Destination> what) {
        Optional<Destination> destination = places.find(domain);
        destination.ifPresent(what);
        return destination.isPresent();
    }

    /**
     * Moves all that another node has kept into this one's part, and delivers it from here; returns once it is moved. To be
     * asked for when that node is gone, and again if it was cut off. What cannot be moved stays there, and is reported.
     *
     * @throws IllegalArgumentException if that is no node's name, or our own
     * @throws IOException if nobody knows which domains it has mail for
     * @throws MessagingException if it could not be noted down that the adoption begins or has ended
     */
    public Adopted adopt(String node) throws IOException, MessagingException {
        return adoption.adopt(node, relayDomains);
    }

    /** How many messages are kept for a domain; 0 for one that is not ours. */
    public long kept(DomainName domain) {
        return places.find(domain)
                .map(destination -> destination.load().messages())
                .orElse(0L);
    }

    /** How all destinations that have had mail since the start stand. */
    public List<Status> status() {
        return places.all().stream()
                .map(Places.Place::destination)
                .map(destination -> {
                    Load load = destination.load();
                    return new Status(
                            destination.domain().name(), destination.state().word(), load.messages(), load.octets());
                })
                .toList();
    }

    /** Ends the conversations, those under way after their message; what was not answered stays in the repository. */
    @Override
    public void close() {
        places.all().forEach(place -> place.destination().close());
        timer.shutdownNow();
        workers.shutdown();
        awaitAnswers();
        conversations.close();
    }

    private void awaitAnswers() {
        try {
            var unused = workers.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
