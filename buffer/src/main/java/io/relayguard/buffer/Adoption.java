package io.relayguard.buffer;

import io.relayguard.buffer.BufferEvents.Kind;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.BufferSettings;
import io.relayguard.core.settings.NodeName;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryStore;

/**
 * Moves the mail of a node that is gone into our part, and delivers it from here. Asked for again, it ends what was cut off.
 *
 * <p>One at a time, in the caller's thread. What cannot be moved stays where it is, and is reported.
 */
final class Adoption {
    private final Places places;
    private final MailRepositoryStore store;
    private final KeptDomains keptDomains;
    private final BufferSettings settings;
    private final BufferEvents events;

    Adoption(Places places, MailRepositoryStore store, KeptDomains keptDomains, Surroundings around) {
        this.places = places;
        this.store = store;
        this.keptDomains = keptDomains;
        this.settings = around.settings();
        this.events = around.events();
    }

    /** See {@link Buffer#adopt}. */
    synchronized Adopted adopt(String node, RelayDomains relayDomains) throws IOException, MessagingException {
        check(node);
        List<DomainName> domains = domains(node);
        if (domains.isEmpty()) {
            return new Adopted(0, 0, Set.of());
        }
        places.notes().begin(node);
        Run run = new Run(node, relayDomains);
        domains.forEach(run::adopt);
        if (run.isClean) {
            places.notes().end(node);
        } else {
            places.notes().leave(node);
        }
        return new Adopted(run.moved, run.left, run.failed);
    }

    private void check(String node) {
        if (!NodeName.isOne(node)) {
            throw new IllegalArgumentException("\"" + node + "\" is no node's name, expected " + NodeName.expected());
        }
        if (node.equals(settings.node())) {
            throw new IllegalArgumentException(node + " is this server's own node, expected another one's");
        }
    }

    private List<DomainName> domains(String node) throws IOException {
        return keptDomains.below(KeptMail.node(settings.repository(), node)).stream()
                .filter(domain -> !domain.value().equals(AdoptionNotes.PLACE))
                .sorted(Comparator.comparing(DomainName::value))
                .toList();
    }

    /** One adoption, and what it has come to so far. */
    private final class Run {
        private final String node;
        private final RelayDomains relayDomains;
        private final Set<DomainName> failed = new HashSet<>();
        private long moved;
        private long left;

        /** If nothing failed that may have left a mail in both parts. */
        private boolean isClean = true;

        Run(String node, RelayDomains relayDomains) {
            this.node = node;
            this.relayDomains = relayDomains;
        }

        void adopt(DomainName domain) {
            try {
                Optional<RelayDomain> relayDomain = relayDomains.find(domain);
                MovingPart part = MovingPart.open(store, settings, node, domain);
                if (AdoptionNotes.isBeside(domain)) {
                    move(domain, part, moved -> {});
                } else if (relayDomain.isPresent()) {
                    move(domain, part, places.open(relayDomain.get()).destination()::add);
                } else {
                    leave(domain, part.theirs().size());
                }
            } catch (MessagingException | RuntimeException fault) {
                isClean = false;
                failed.add(domain);
                events.on(Kind.FAULT, domain, "", "cannot adopt what " + node + " has kept: " + fault);
            }
        }

        private void leave(DomainName domain, long messages) {
            left += messages;
            events.on(
                    Kind.FAULT,
                    domain,
                    "",
                    messages + " messages of " + node + " are kept for what is no relay domain here");
        }

        private void move(DomainName domain, MovingPart part, Consumer<Waiting> deliver) throws MessagingException {
            long before = moved;
            for (Iterator<MailKey> keys = part.theirs().keys(); keys.hasNext(); ) {
                move(domain, part, keys.next(), deliver);
            }
            events.on(Kind.ADOPTED, domain, "", (moved - before) + " messages of " + node);
        }

        private void move(DomainName domain, MovingPart part, MailKey key, Consumer<Waiting> deliver) {
            try {
                Optional<Waiting> ours = part.move(key);
                if (ours.isPresent()) {
                    moved++;
                    deliver.accept(ours.get());
                } else {
                    stays(domain, key, "no longer there, or it cannot be read");
                }
            } catch (MessagingException | RuntimeException fault) {
                isClean = false;
                stays(domain, key, fault.toString());
            }
        }

        private void stays(DomainName domain, MailKey key, String why) {
            left++;
            events.on(Kind.FAULT, domain, key.asString(), "not adopted from " + node + ": " + why);
        }
    }
}
