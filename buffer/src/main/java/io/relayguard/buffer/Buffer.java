package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.BufferSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailKey;
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
    /** Conversations under way at once, over all destinations. */
    private static final int MOST_WORKERS = 200;

    /** How long {@link #close} waits for answers that are on their way: a message cut off there is sent twice. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(Buffer.class);

    private final BufferSettings settings;
    private final MailRepositoryStore store;
    private final KeptDomains keptDomains;
    private final Conversations conversations;
    private final Returns returns;
    private final BufferEvents events;
    private final Clock clock;
    private final Map<DomainName, Place> places = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timer;
    private volatile RelayDomains relayDomains;

    /** A destination and where its mail is kept. */
    private record Place(KeptMail mails, Destination destination) {}

    public Buffer(
            BufferSettings settings,
            RelayDomains relayDomains,
            MailRepositoryStore store,
            KeptDomains keptDomains,
            Conversations conversations,
            Returns returns,
            BufferEvents events,
            Clock clock) {
        this.settings = settings;
        this.relayDomains = relayDomains;
        this.store = store;
        this.keptDomains = keptDomains;
        this.conversations = conversations;
        this.returns = returns;
        this.events = (kind, destination, subject, detail) -> {
            try {
                events.on(kind, destination, subject, detail);
            } catch (RuntimeException fault) {
                LOGGER.error("event=fault destination={} mail=\"{}\"", destination, subject, fault);
            }
        };
        this.clock = clock;
        this.workers = new ThreadPoolExecutor(
                MOST_WORKERS,
                MOST_WORKERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Threads.named("conversation"),
                new ThreadPoolExecutor.DiscardPolicy());
        this.workers.allowCoreThreadTimeOut(true);
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.named("timer"), new ThreadPoolExecutor.DiscardPolicy());
        this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Looks, in the background, for what an earlier run has kept. */
    public void start() {
        Threads.named("resume").newThread(this::resume).start();
    }

    /**
     * Takes a mail for some of its recipients, all of one relay domain.
     *
     * @throws MessagingException if it could not be stored: then the mail is still the caller's
     * @throws IllegalArgumentException if that is not a relay domain
     */
    public void keep(Mail mail, DomainName domain, Collection<MailAddress> recipients) throws MessagingException {
        RelayDomain relayDomain = relayDomains
                .find(domain)
                .orElseThrow(() -> new IllegalArgumentException(domain + " is not a relay domain"));
        Place place = place(relayDomain);
        MailKey key = place.mails().keep(mail, recipients, clock.instant());
        events.on(Kind.KEPT, domain, mail.getName(), recipients.size() + " recipients");
        place.destination().add(Waiting.found(key).keptSince(clock.millis()));
    }

    /**
     * Takes over changed relay domains: new primaries hold from the next conversation on. A domain that is gone takes no
     * more mail, and what is kept for it goes where it always went.
     */
    public void use(RelayDomains changed) {
        RelayDomains earlier = relayDomains;
        relayDomains = changed;
        places.forEach((name, place) ->
                changed.find(name).ifPresent(domain -> place.destination().follow(domain)));
        changed.named().values().stream()
                .filter(domain -> earlier.find(domain.name()).isEmpty())
                .forEach(domain -> workers.execute(() -> resume(domain)));
    }

    /** How many messages are kept for a domain; 0 for one that is not ours. */
    public int kept(DomainName domain) {
        Place place = places.get(domain);
        return place == null ? 0 : place.destination().kept();
    }

    /** Ends the conversations, those under way after their message; what was not answered stays in the repository. */
    @Override
    public void close() {
        places.values().forEach(place -> place.destination().close());
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

    private Place place(RelayDomain domain) throws MessagingException {
        Place known = places.get(domain.name());
        if (known != null) {
            return known;
        }
        Place opened = open(domain);
        Place first = places.putIfAbsent(domain.name(), opened);
        return first == null ? opened : first;
    }

    private Place open(RelayDomain domain) throws MessagingException {
        KeptMail mails = KeptMail.open(store, settings.repository(), settings.node(), domain.name());
        Settlement settlement = new Settlement(domain.name(), mails, returns, events, settings.maxAge(), clock);
        return new Place(
                mails, new Destination(domain, settings, conversations, settlement, events, workers, timer, clock));
    }

    /** A list may have a million domains: of those only the ones that had mail are opened. */
    private void resume() {
        RelayDomains all = relayDomains;
        all.named().values().forEach(this::resume);
        for (DomainName kept : earlier()) {
            if (kept.value().equals(KeptMail.UNDELIVERABLE)) {
                continue;
            }
            all.find(kept).ifPresentOrElse(this::resumeUnlessOpen, () -> reportStray(kept));
        }
    }

    private Set<DomainName> earlier() {
        try {
            return keptDomains.below(KeptMail.node(settings.repository(), settings.node()));
        } catch (IOException fault) {
            LOGGER.error("event=fault cannot look for domains with kept mail in {}", settings.repository(), fault);
            return Set.of();
        }
    }

    private void resumeUnlessOpen(RelayDomain domain) {
        if (!places.containsKey(domain.name())) {
            resume(domain);
        }
    }

    private void reportStray(DomainName domain) {
        try {
            long stray = KeptMail.open(store, settings.repository(), settings.node(), domain)
                    .size();
            if (stray > 0) {
                events.on(Kind.FAULT, domain, "", stray + " messages are kept for what is no relay domain any more");
            }
        } catch (MessagingException | RuntimeException fault) {
            events.on(Kind.FAULT, domain, "", "cannot look for kept mail: " + fault);
        }
    }

    /** Again and again until the repository answers: else what is kept there would wait for the next restart. */
    private void resume(RelayDomain domain) {
        try {
            resume(place(domain));
            events.on(Kind.RESUMED, domain.name(), "", kept(domain.name()) + " waiting");
        } catch (MessagingException | RuntimeException fault) {
            events.on(Kind.FAULT, domain.name(), "", "cannot look for kept mail: " + fault);
            var unused = timer.schedule(
                    () -> workers.execute(() -> resume(domain)),
                    settings.retry().first().toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private static void resume(Place place) throws MessagingException {
        for (Iterator<MailKey> keys = place.mails().keys(); keys.hasNext(); ) {
            place.destination().addFound(Waiting.found(keys.next()));
        }
    }
}
