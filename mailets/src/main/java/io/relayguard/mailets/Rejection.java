package io.relayguard.mailets;

import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Origin;
import io.relayguard.guard.Addresses;
import io.relayguard.guard.Origins;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.MessagingFailure;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryStore.MailRepositoryStoreException;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.jspecify.annotations.Nullable;

/** What {@link RejectRelay} does, as its parameters say. */
final class Rejection {
    private static final String DEFAULT_PATH = "://var/mail/relay-denied";
    private static final String NOTICE = "This server does not relay your message to the following recipients:";

    private final GenericMailet mailet;
    private final RelayGuard guard;
    private final Action action;
    private final Optional<MailRepository> repository;

    private enum Action {
        KEEP("kept"),
        DISCARD("discarded"),
        BOUNCE("bounced");

        private final String past;

        Action(String past) {
            this.past = past;
        }
    }

    private Rejection(GenericMailet mailet, RelayGuard guard, Action action, Optional<MailRepository> repository) {
        this.mailet = mailet;
        this.guard = guard;
        this.action = action;
        this.repository = repository;
    }

    static Rejection configured(GenericMailet mailet, RelayGuard guard, MailRepositoryStore repositories) {
        Parameters.only(mailet, Set.of("action", "repository"));
        Action action = action(mailet.getInitParameter("action", "keep"));
        return new Rejection(
                mailet,
                guard,
                action,
                action == Action.DISCARD
                        ? Optional.empty()
                        : Optional.of(open(repositories, mailet.getInitParameter("repository"))));
    }

    void reject(Mail mail) {
        try {
            rejectOrFail(mail);
        } catch (MessagingException failed) {
            throw MessagingFailure.again(failed);
        }
    }

    private void rejectOrFail(Mail mail) throws MessagingException {
        Origin origin = Origins.of(mail);
        ReversePath reversePath = Addresses.reversePath(mail.getMaybeSender());
        Action done = action == Action.BOUNCE && !isBelieved(origin, reversePath) ? Action.KEEP : action;
        switch (done) {
            case KEEP -> keep(mail);
            case DISCARD -> {}
            case BOUNCE -> mailet.getMailetContext().bounce(mail, NOTICE + "\r\n" + mail.getRecipients());
        }
        for (MailAddress address : mail.getRecipients()) {
            guard.journal().rejected(done.past, mail.getName(), origin, reversePath, Addresses.recipient(address));
        }
        mail.setState(Mail.GHOST);
    }

    /** What this server sent on itself, such as a forward, bears the reverse-path that a stranger wrote. */
    private boolean isBelieved(Origin origin, ReversePath reversePath) {
        return !reversePath.isNull()
                && !(origin instanceof Origin.Ourselves)
                && guard.policy().isInside(origin);
    }

    private void keep(Mail mail) throws MessagingException {
        repository
                .orElseThrow(() -> MessagingFailure.of("RejectRelay has no repository"))
                .store(mail);
    }

    private static MailRepository open(MailRepositoryStore repositories, @Nullable String url) {
        String wanted = url != null ? url.trim() : defaultProtocol(repositories) + DEFAULT_PATH;
        try {
            return repositories.select(MailRepositoryUrl.from(wanted));
        } catch (MailRepositoryStoreException | IllegalArgumentException failed) {
            throw MessagingFailure.of(
                    "RejectRelay: found <repository>" + wanted
                            + "</repository>, expected protocol://path with a protocol of mailrepositorystore.xml",
                    failed);
        }
    }

    private static String defaultProtocol(MailRepositoryStore repositories) {
        return repositories
                .defaultProtocol()
                .map(Protocol::getValue)
                .orElseThrow(() -> MessagingFailure.of("RejectRelay: found no <repository> and no <defaultProtocol> in"
                        + " mailrepositorystore.xml, expected one of the two"));
    }

    private static Action action(String word) {
        try {
            return Action.valueOf(word.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw MessagingFailure.of(
                    "RejectRelay: found <action>" + word + "</action>, expected keep, discard or bounce", unknown);
        }
    }
}
