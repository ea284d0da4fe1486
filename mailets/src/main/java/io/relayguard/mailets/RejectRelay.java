package io.relayguard.mailets;

import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.james.mailrepository.api.MailRepositoryStore;
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
    private final RelayGuard guard;
    private final MailRepositoryStore repositories;
    private @Nullable Rejection rejection;

    @Inject
    public RejectRelay(RelayGuard guard, MailRepositoryStore repositories) {
        this.guard = guard;
        this.repositories = repositories;
    }

    /** See {@link WrongJames}. */
    public RejectRelay() {
        throw new WrongJames();
    }

    @Override
    public void init() {
        rejection = Rejection.configured(this, guard, repositories);
    }

    @Override
    public void service(Mail mail) {
        Objects.requireNonNull(rejection, "James calls init before service").reject(mail);
    }

    @Override
    public String getMailetInfo() {
        return "Relay Guard: RejectRelay";
    }
}
