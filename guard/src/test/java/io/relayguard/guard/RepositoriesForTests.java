package io.relayguard.guard;

import com.google.common.collect.ImmutableList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.mailet.Mail;

/** James's repositories in memory; it knows the protocol {@code memory} alone, and single repositories can be full. */
public final class RepositoriesForTests implements MailRepositoryStore {
    private static final Protocol MEMORY = new Protocol("memory");

    private final Map<String, MailRepository> repositories = new ConcurrentHashMap<>();
    private final Set<String> full = ConcurrentHashMap.newKeySet();
    private volatile Optional<Protocol> defaultProtocol = Optional.of(MEMORY);

    /** From now on it stores nothing. */
    public void fill(String url) {
        full.add(url);
    }

    /** There is room again. */
    public void empty(String url) {
        full.remove(url);
    }

    public void forgetDefaultProtocol() {
        defaultProtocol = Optional.empty();
    }

    /** What a repository holds; nothing if nobody has opened it. */
    public List<Mail> mails(String url) {
        MailRepository repository = repositories.get(url);
        if (repository == null) {
            return List.of();
        }
        try {
            ImmutableList.Builder<Mail> mails = ImmutableList.builder();
            for (MailKey key : ImmutableList.copyOf(repository.list())) {
                mails.add(repository.retrieve(key));
            }
            return mails.build();
        } catch (MessagingException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Override
    public MailRepository select(MailRepositoryUrl url) throws MailRepositoryStoreException {
        if (!url.getProtocol().equals(MEMORY)) {
            throw new UnsupportedRepositoryStoreException("no repository for " + url.asString());
        }
        return repositories.computeIfAbsent(url.asString(), this::open);
    }

    private MailRepository open(String url) {
        return new MaybeFull(url, new MemoryMailRepository(), full);
    }

    @Override
    public Optional<Protocol> defaultProtocol() {
        return defaultProtocol;
    }

    @Override
    public Optional<MailRepository> get(MailRepositoryUrl url) {
        return Optional.ofNullable(repositories.get(url.asString()));
    }

    @Override
    public Stream<MailRepository> getByPath(MailRepositoryPath path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<MailRepositoryUrl> getUrls() {
        return repositories.keySet().stream().map(MailRepositoryUrl::from);
    }

    private record MaybeFull(String url, MailRepository mails, Set<String> full) implements MailRepository {
        @Override
        public MailKey store(Mail mail) throws MessagingException {
            if (full.contains(url)) {
                throw new MessagingException(url + " is full");
            }
            return mails.store(mail);
        }

        @Override
        public Iterator<MailKey> list() throws MessagingException {
            return mails.list();
        }

        @Override
        public Mail retrieve(MailKey key) throws MessagingException {
            return mails.retrieve(key);
        }

        @Override
        public void remove(MailKey key) throws MessagingException {
            mails.remove(key);
        }

        @Override
        public void removeAll() throws MessagingException {
            mails.removeAll();
        }

        @Override
        public long size() throws MessagingException {
            return mails.size();
        }
    }
}
