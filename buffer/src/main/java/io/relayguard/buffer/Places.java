package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.primary.SmtpReply;
import io.relayguard.core.settings.BufferSettings;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All destinations, each with the place where its mail is kept, and what an earlier run has left there. */
final class Places {
    private static final Logger LOGGER = LoggerFactory.getLogger(Buffer.class);

    private final MailRepositoryStore store;
    private final KeptDomains keptDomains;
    private final Returns returns;
    private final Surroundings around;
    private final AdoptionNotes notes;
    private final Map<DomainName, Place> places = new ConcurrentHashMap<>();

    /** A destination and where its mail is kept. */
    record Place(KeptMail mails, Destination destination) {}

    Places(MailRepositoryStore store, KeptDomains keptDomains, Returns returns, Surroundings around) {
        this.store = store;
        this.keptDomains = keptDomains;
        this.returns = returns;
        this.around = around;
        this.notes = new AdoptionNotes(store, keptDomains, around);
    }

    AdoptionNotes notes() {
        return notes;
    }

    Optional<Destination> find(DomainName domain) {
        return Optional.ofNullable(places.get(domain)).map(Place::destination);
    }

    Collection<Place> all() {
        return places.values();
    }

    Place open(RelayDomain domain) throws MessagingException {
        Place known = places.get(domain.name());
        if (known != null) {
            return known;
        }
        Place opened = make(domain);
        Place first = places.putIfAbsent(domain.name(), opened);
        return first == null ? opened : first;
    }

    private Place make(RelayDomain domain) throws MessagingException {
        BufferSettings settings = around.settings();
        KeptMail mails = KeptMail.open(store, settings.repository(), settings.node(), domain.name());
        Settlement.Ages ages = new Settlement.Ages(settings.maxAge(), settings.delayWarning(), around.clock());
        Settlement settlement = new Settlement(domain.name(), mails, returns, around.events(), ages);
        return new Place(mails, new Destination(domain, around, settlement));
    }

    /** A list may have a million domains: of those only the ones that had mail are opened. */
    void resume(RelayDomains relayDomains) {
        relayDomains.named().values().forEach(this::resume);
        for (DomainName kept : earlier()) {
            if (AdoptionNotes.isBeside(kept)) {
                continue;
            }
            relayDomains.find(kept).ifPresentOrElse(this::resumeUnlessOpen, () -> reportStray(kept));
        }
    }

    private Set<DomainName> earlier() {
        try {
            return keptDomains.below(KeptMail.node(
                    around.settings().repository(), around.settings().node()));
        } catch (IOException fault) {
            LOGGER.error(
                    "event=fault cannot look for domains with kept mail in {}",
                    around.settings().repository(),
                    fault);
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
            BufferSettings settings = around.settings();
            long stray = KeptMail.open(store, settings.repository(), settings.node(), domain)
                    .size();
            if (stray > 0) {
                report(Kind.FAULT, domain, stray + " messages are kept for what is no relay domain any more");
            }
        } catch (MessagingException | RuntimeException fault) {
            report(Kind.FAULT, domain, "cannot look for kept mail: " + fault);
        }
    }

    /** Again and again until the repository answers: else what is kept there would wait for the next restart. */
    void resume(RelayDomain domain) {
        notes.settle();
        try {
            Place place = open(domain);
            look(place);
            report(Kind.RESUMED, domain.name(), place.destination().load().messages() + " waiting");
        } catch (MessagingException | RuntimeException fault) {
            report(Kind.FAULT, domain.name(), "cannot look for kept mail: " + fault);
            around.after(
                    around.settings().retry().first(), () -> around.workers().execute(() -> resume(domain)));
        }
    }

    /** Gives all back that waits for a domain, also what was put into its place by hand. */
    void giveBack(RelayDomain domain, SmtpReply reply) {
        resume(domain);
        find(domain.name()).ifPresent(destination -> destination.giveBack(reply));
    }

    private void report(Kind kind, DomainName domain, String detail) {
        around.events().on(kind, domain, "", detail);
    }

    private static void look(Place place) throws MessagingException {
        for (Iterator<MailKey> keys = place.mails().keys(); keys.hasNext(); ) {
            place.destination().addFound(Waiting.found(keys.next()));
        }
    }
}
