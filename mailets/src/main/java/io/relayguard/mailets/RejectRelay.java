package io.relayguard.mailets;

import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Origin;
import io.relayguard.guard.Addresses;
import io.relayguard.guard.Origins;
import io.relayguard.guard.RelayGuard;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
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

/**
 * Ends the mail for the matched recipients: it is not sent on.
 *
 * <p>{@code <action>}: {@code keep} (default) puts it into {@code <repository>}, {@code discard} drops it, {@code
 * bounce} tells the sender, but only one whom we have reason to believe: inside or authenticated, and not the null
 * reverse-path. Whom we do not believe we do not answer: that mail is kept, as is what this server sent on itself, such
 * as a forward. {@code <repository>}: a James mail
 * repository URL; default {@code var/mail/relay-denied} in James's default protocol.
 */
public final class RejectRelay extends GenericMailet {
    private static final String DEFAULT_PATH = "://var/mail/relay-denied";
    private static final String NOTICE = "This server does not relay your message to the following recipients:";

    private final RelayGuard guard;
    private final MailRepositoryStore repositories;
    private Action action = Action.KEEP;
    private Optional<MailRepository> repository = Optional.empty();

    private enum Action {
        KEEP("kept"),
        DISCARD("discarded"),
        BOUNCE("bounced");

        private final String past;

        Action(String past) {
            this.past = past;
        }
    }

    @Inject
    public RejectRelay(RelayGuard guard, MailRepositoryStore repositories) {
        this.guard = guard;
        this.repositories = repositories;
    }

    @Override
    public void init() throws MessagingException {
        checkInitParameters(Set.of("action", "repository"));
        action = action(getInitParameter("action", "keep"));
        if (action != Action.DISCARD) {
            repository = Optional.of(open(getInitParameter("repository")));
        }
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Origin origin = Origins.of(mail);
        ReversePath reversePath = Addresses.reversePath(mail.getMaybeSender());
        Action done = action == Action.BOUNCE && !isBelieved(origin, reversePath) ? Action.KEEP : action;
        switch (done) {
            case KEEP -> keep(mail);
            case DISCARD -> {}
            case BOUNCE -> getMailetContext().bounce(mail, NOTICE + "\r\n" + mail.getRecipients());
        }
        for (MailAddress address : mail.getRecipients()) {
            guard.journal().rejected(done.past, mail.getName(), origin, reversePath, Addresses.recipient(address));
        }
        mail.setState(Mail.GHOST);
    }

    @Override
    public String getMailetInfo() {
        return "Relay Guard: RejectRelay";
    }

    /** What this server sent on itself, such as a forward, bears the reverse-path that a stranger wrote. */
    private boolean isBelieved(Origin origin, ReversePath reversePath) {
        return !reversePath.isNull()
                && !(origin instanceof Origin.Ourselves)
                && guard.policy().isInside(origin);
    }

    private void keep(Mail mail) throws MessagingException {
        repository
                .orElseThrow(() -> new MessagingException("RejectRelay has no repository"))
                .store(mail);
    }

    private MailRepository open(@Nullable String url) throws MessagingException {
        String wanted = url != null ? url.trim() : defaultProtocol() + DEFAULT_PATH;
        try {
            return repositories.select(MailRepositoryUrl.from(wanted));
        } catch (MailRepositoryStoreException | IllegalArgumentException failed) {
            throw new MessagingException(
                    "RejectRelay: found <repository>" + wanted
                            + "</repository>, expected protocol://path with a protocol of mailrepositorystore.xml",
                    failed);
        }
    }

    private String defaultProtocol() throws MessagingException {
        return repositories
                .defaultProtocol()
                .map(Protocol::getValue)
                .orElseThrow(
                        () -> new MessagingException("RejectRelay: found no <repository> and no <defaultProtocol> in"
                                + " mailrepositorystore.xml, expected one of the two"));
    }

    private static Action action(String word) throws MessagingException {
        try {
            return Action.valueOf(word.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new MessagingException(
                    "RejectRelay: found <action>" + word + "</action>, expected keep, discard or bounce", unknown);
        }
    }
}
