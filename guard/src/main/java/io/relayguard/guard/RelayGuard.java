package io.relayguard.guard;

import io.relayguard.buffer.Buffer;
import io.relayguard.buffer.smtp.NioConversations;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.Networks;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.core.relay.Verdict;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import io.relayguard.james.MessagingFailure;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.jspecify.annotations.Nullable;

/**
 * The one guard of a running James: every hook, matcher and mailet asks it, so that all of them say the same.
 *
 * <p>James's Guice makes one instance the first time that one of our parts is loaded; a relayguard.xml that is wrong
 * stops the server's start there. Threads may share it.
 */
@Singleton
public final class RelayGuard {
    private final Settings settings;
    private final RelayPolicy policy;
    private final MailRepositoryStore repositories;
    private final GuardJournal journal;
    private final Returning returning;
    /** One for each entry in mailetcontainer.xml, by identity; guarded by {@code this}. */
    private final Set<Object> bufferUsers = Collections.newSetFromMap(new IdentityHashMap<>());

    private volatile @Nullable Buffer buffer;

    /**
     * Reads relayguard.xml.
     *
     * @throws InvalidSettings if it is wrong: all problems in one message
     */
    @Inject
    public RelayGuard(
            ConfigurationProvider configurations,
            FileSystem fileSystem,
            DomainList domains,
            MailRepositoryStore repositories,
            MailetContext mailetContext,
            MetricFactory metrics)
            throws InvalidSettings {
        this.settings = new SettingsFile(configurations, fileSystem).read();
        this.policy = new RelayPolicy(settings.networks(), settings.relayDomains(), new JamesDomains(domains));
        this.repositories = repositories;
        this.journal = new GuardJournal(metrics);
        this.returning = new Returning(mailetContext, settings.buffer().bounceProcessor());
    }

    /** The policy's word on one recipient, for whoever can still answer the client; not yet logged. */
    public Verdict decide(Origin origin, ReversePath reversePath, Recipient recipient) {
        Verdict verdict = policy.decide(origin, reversePath, recipient);
        return verdict instanceof Verdict.KeepForPrimary && buffer == null
                ? new Verdict.NotNow(Verdict.Postponement.BUFFER_NOT_WIRED)
                : verdict;
    }

    /** The policy itself, for parts that ask about a mail that James has taken already. */
    public RelayPolicy policy() {
        return policy;
    }

    public Networks networks() {
        return settings.networks();
    }

    /** Where refusals are written down and counted. */
    public GuardJournal journal() {
        return journal;
    }

    /**
     * Starts the buffer unless it runs; called by a mailet that fills it, once James's repositories are there.
     *
     * @param user whoever needs it from now on, until {@link #stopBuffer}
     */
    public synchronized void startBuffer(Object user) {
        bufferUsers.add(user);
        if (buffer != null) {
            return;
        }
        Buffer started = new Buffer(
                settings.buffer(),
                settings.relayDomains(),
                repositories,
                new NioConversations(new PrimaryLookup(settings.dns(), HostName.OURS), HostName.FULLY_QUALIFIED),
                returning,
                journal,
                Clock.systemUTC());
        started.start();
        buffer = started;
    }

    /** Ends the buffer's conversations once nobody needs it any more; what it keeps stays in its repository. */
    public synchronized void stopBuffer(Object user) {
        bufferUsers.remove(user);
        if (!bufferUsers.isEmpty()) {
            return;
        }
        Buffer running = buffer;
        buffer = null;
        if (running != null) {
            running.close();
        }
    }

    /**
     * Hands a mail to the buffer for some of its recipients, all of one relay domain.
     *
     * <p>Fails with James's MessagingException if it could not be stored, or the buffer does not run: the mail is still
     * James's.
     */
    public void keep(Mail mail, DomainName domain, Collection<MailAddress> recipients) {
        Buffer running = buffer;
        if (running == null) {
            throw MessagingFailure.of("the buffer does not run, so " + mail.getName() + " stays with James");
        }
        try {
            running.keep(mail, domain, recipients);
        } catch (MessagingException failed) {
            throw MessagingFailure.again(failed);
        }
    }
}
