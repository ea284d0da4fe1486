package io.relayguard.repositories;

import io.relayguard.buffer.Buffer;
import io.relayguard.buffer.KeptDomains;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.BufferSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.mailet.Mail;

/** One run of one node: its buffer over James's store of repositories. */
final class Server implements AutoCloseable {
    static final DomainName DOMAIN = new DomainName("example.org");
    private static final RelayDomains DOMAINS = RelayDomains.of(
            List.of(new RelayDomain(DOMAIN, List.of(new io.relayguard.core.primary.Primary.Mx()), "here")));
    private static final Duration SOON = Duration.ofMillis(50);

    final List<String> events = new CopyOnWriteArrayList<>();
    final Buffer buffer;
    private final MailRepositoryStore store;
    private final MailRepositoryUrl part;

    Server(String repository, String node, MailRepositoryStore store, Primary primary) {
        this.store = store;
        this.part = MailRepositoryUrl.from(repository).subUrl(node);
        this.buffer = new Buffer(
                settings(repository, node),
                DOMAINS,
                new Buffer.Ports(
                        store,
                        listed(store),
                        primary,
                        (mail, reply) -> {},
                        () -> Long.MAX_VALUE,
                        host -> false,
                        (kind, domain, subject, detail) -> events.add(kind.code() + " " + subject + " " + detail)),
                Clock.systemUTC());
    }

    private static BufferSettings settings(String repository, String node) {
        return new BufferSettings(
                repository,
                node,
                new BufferSettings.Retry(SOON, SOON.multipliedBy(4)),
                Duration.ofDays(5),
                Optional.empty(),
                new BufferSettings.Connections(4, 1000, SOON),
                BufferSettings.DEFAULT_LIMITS,
                "bounces",
                Optional.empty());
    }

    /** As James's list of repositories has them. */
    private static KeptDomains listed(MailRepositoryStore store) {
        return node -> store.getUrls()
                .map(MailRepositoryUrl::asString)
                .filter(url -> url.startsWith(node.asString() + "/"))
                .map(url -> new DomainName(url.substring(node.asString().length() + 1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    void keep(Mail mail) throws MessagingException {
        try {
            buffer.keep(mail, DOMAIN, List.copyOf(mail.getRecipients()));
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    MailRepository repository() throws Exception {
        return store.select(part.subUrl(DOMAIN.value()));
    }

    long events(String code) {
        return events.stream().filter(event -> event.startsWith(code + " ")).count();
    }

    @Override
    public void close() {
        buffer.close();
    }
}
