package io.relayguard.guard;

import io.relayguard.buffer.Buffer;
import io.relayguard.buffer.smtp.NioConversations;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.Networks;
import io.relayguard.core.relay.Decision;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.RelayPolicy;
import io.relayguard.core.relay.Verdict;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.ReloadSettings;
import io.relayguard.core.settings.Settings;
import io.relayguard.guard.dnsbl.DnsLists;
import io.relayguard.james.MessagingFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one guard of a running James: every hook, matcher and mailet asks it, so that all of them say the same.
 *
 * <p>James's Guice makes one instance the first time that one of our parts is loaded; a relayguard.xml that is wrong
 * stops the server's start there. Later changes of the file are taken over as a whole or not at all. Threads may share
 * it.
 */
@Singleton
public final class RelayGuard {
    private static final Logger LOGGER = LoggerFactory.getLogger(RelayGuard.class);

    /** How often it is looked which zones are due for their test. */
    private static final Duration LOOK_AT_ZONES = Duration.ofSeconds(1);

    private final ConfigurationProvider configurations;
    private final FileSystem fileSystem;
    private final JamesDomains localDomains;
    private final MailRepositoryStore repositories;
    private final GuardJournal journal;
    private final Returning returning;
    private final Reloading reloading;
    private final GatewaySuspicion gateways;
    private final DnsLists lists;
    private final DnsblGuard dnsbl;

    /** What the buffer, DNS and our own names were at the start: they change with the next one only. */
    private final Settings first;

    /** One for each entry in mailetcontainer.xml, by identity; guarded by {@code this}. */
    private final Set<Object> bufferUsers = Collections.newSetFromMap(new IdentityHashMap<>());

    private volatile Current current;
    private volatile @Nullable Buffer buffer;

    /** What holds from one reload to the next; replaced as a whole. */
    private record Current(Settings settings, RelayPolicy policy) {
        Mode mode() {
            return settings.rules().enforcement().mode();
        }
    }

    /**
     * Reads relayguard.xml.
     *
     * @throws InvalidSettings if it is wrong: all problems in one message, logged too, above James's stack trace
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
        this.configurations = configurations;
        this.fileSystem = fileSystem;
        this.localDomains = new JamesDomains(domains);
        this.repositories = repositories;
        this.journal = new GuardJournal(metrics);
        SettingsFile file = new SettingsFile(configurations, fileSystem);
        SettingsFile.Look look = firstLook(file);
        this.first = firstRead(file, look);
        this.current = current(first);
        this.returning = new Returning(
                mailetContext, first.buffer().bounceProcessor(), first.buffer().relayedProcessor());
        this.gateways = new GatewaySuspicion(first.gatewayAlarm(), journal);
        this.reloading = new Reloading(file, look, this::accept, journal::reloadFailed);
        DnsblJournal listings = new DnsblJournal(metrics);
        this.lists = new DnsLists(first.dnsbl(), first.dns(), listings, Clock.systemUTC());
        this.dnsbl = new DnsblGuard(lists, listings, this::networks, () -> current.mode());
        Notices.log(first, configurations);
        new Ticking(this::tick, this::untilNextTick).start();
        new Ticking(lists::look, () -> LOOK_AT_ZONES).start();
    }

    private static SettingsFile.Look firstLook(SettingsFile file) throws InvalidSettings {
        try {
            SettingsFile.Look look = file.look();
            if (!look.isThere()) {
                LOGGER.warn("conf/relayguard.xml is not there: relaying is for loopback clients and users only");
            }
            return look;
        } catch (InvalidSettings invalid) {
            throw logged(invalid);
        }
    }

    private static Settings firstRead(SettingsFile file, SettingsFile.Look look) throws InvalidSettings {
        try {
            return file.read(look);
        } catch (InvalidSettings invalid) {
            throw logged(invalid);
        }
    }

    private static InvalidSettings logged(InvalidSettings invalid) {
        LOGGER.error("James cannot start with this configuration: {}", invalid.getMessage());
        return invalid;
    }

    private Current current(Settings settings) {
        return new Current(
                settings,
                new RelayPolicy(
                        settings.rules(),
                        settings.networks(),
                        settings.relayDomains(),
                        localDomains,
                        new Ourselves(HostName.OURS, settings.self())));
    }

    private void accept(Settings settings) {
        current = current(settings);
        gateways.use(settings.gatewayAlarm());
        lists.use(settings.dnsbl());
        Buffer running = buffer;
        if (running != null) {
            running.use(settings.relayDomains());
        }
        journal.reloaded();
        Notices.log(settings, configurations);
    }

    private void tick() {
        gateways.look(Clock.systemUTC().millis());
        if (settings().reload().isOn()) {
            reloading.look();
        }
    }

    private Duration untilNextTick() {
        ReloadSettings reload = settings().reload();
        return reload.isOn() ? reload.every() : ReloadSettings.DEFAULT.every();
    }

    private Settings settings() {
        return current.settings();
    }

    /**
     * Reads relayguard.xml and all that it names again, at once.
     *
     * @return the problems if it is wrong; then all stays as it was
     */
    public Optional<InvalidSettings> reload() {
        return reloading.reload();
    }

    /** How the guard stands. */
    public GuardHealth health() {
        List<GuardHealth.Finding> findings = new ArrayList<>();
        if (current.mode() == Mode.OBSERVE_ALL) {
            findings.add(new GuardHealth.Finding(
                    GuardHealth.Grade.UNHEALTHY, "mode=observe-all: nothing is refused, this is an open relay"));
        }
        reloading
                .failure()
                .ifPresent(wrong -> findings.add(new GuardHealth.Finding(
                        GuardHealth.Grade.DEGRADED, "what is on disk does not hold: " + wrong.getMessage())));
        if (needsRestart(settings())) {
            findings.add(new GuardHealth.Finding(
                    GuardHealth.Grade.DEGRADED,
                    "<buffer>, <dns> or <self> have changed, and take effect with the next start of James"));
        }
        gateways.finding().ifPresent(text -> findings.add(new GuardHealth.Finding(GuardHealth.Grade.DEGRADED, text)));
        return new GuardHealth(findings);
    }

    private boolean needsRestart(Settings now) {
        return !now.buffer().equals(first.buffer())
                || !now.dns().equals(first.dns())
                || !now.self().equals(first.self());
    }

    /** A client has connected, told once for each: for the watch on gateways, and for the mail of a primary that is back. */
    public void connected(IpAddress client, String helo) {
        Optional.ofNullable(buffer).ifPresent(running -> running.connected(client));
        gateways.connected(
                client, networks().isInside(client), helo, Clock.systemUTC().millis());
    }

    /** The policy's word on one recipient, for whoever can still answer the client: logged and counted. */
    public Decision decide(Origin origin, ReversePath reversePath, Recipient recipient) {
        Current now = current;
        Decision decision = now.policy().decide(origin, reversePath, recipient);
        Decision possible = decision.verdict() instanceof Verdict.KeepForPrimary kept
                ? ifThereIsRoom(decision, kept.domain().name())
                : decision;
        journal.decided(possible, now.mode());
        return possible;
    }

    private Decision ifThereIsRoom(Decision decision, DomainName domain) {
        Buffer running = buffer;
        if (running == null) {
            return decision.postponed(Verdict.Postponement.BUFFER_NOT_WIRED);
        }
        return running.refuses(domain, 0).isPresent() ? decision.postponed(Verdict.Postponement.BUFFER_FULL) : decision;
    }

    /** Writes down which rules would have refused this mail, where nobody asked {@link #decide} before. */
    public void noteObserved(Decision decision) {
        journal.observed(decision, current.mode());
    }

    /** The policy itself, for parts that ask about a mail that James has taken already; ask anew for each mail. */
    public RelayPolicy policy() {
        return current.policy();
    }

    public Networks networks() {
        return settings().networks();
    }

    /** The lists in DNS. */
    public DnsblGuard dnsbl() {
        return dnsbl;
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
        Ourselves ourselves = new Ourselves(HostName.OURS, first.self());
        Buffer started = new Buffer(
                first.buffer(),
                settings().relayDomains(),
                new Buffer.Ports(
                        repositories,
                        new StoredDomains(repositories, fileSystem),
                        new NioConversations(
                                new PrimaryLookup(first.dns(), ourselves),
                                HostName.FULLY_QUALIFIED,
                                ourselves::isNamed,
                                journal),
                        returning,
                        new SpoolDisk(
                                fileSystem,
                                MailRepositoryUrl.from(first.buffer().repository())),
                        host -> ourselves.isNamed(host) || host.equalsIgnoreCase(HostName.FULLY_QUALIFIED.get()),
                        journal),
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

    /** Answers ETRN, and starts what it asks for. */
    public EtrnReply etrn(IpAddress client, String argument) {
        Buffer running = buffer;
        return running == null
                ? EtrnReply.NO_BUFFER
                : new Etrn(
                                running,
                                settings().relayDomains(),
                                client,
                                networks().isInside(client))
                        .answer(argument);
    }

    /** The buffer, if a mailet has started it. */
    public Optional<BufferGuard> buffer() {
        return Optional.ofNullable(buffer).map(BufferGuard::new);
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
