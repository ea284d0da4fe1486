package io.relayguard.benchmarks.waiting;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;

/** A store that has one repository under every URL. */
record OnlyOne(MailRepository repository) implements MailRepositoryStore {
    @Override
    public MailRepository select(MailRepositoryUrl url) {
        return repository;
    }

    @Override
    public Optional<Protocol> defaultProtocol() {
        return Optional.empty();
    }

    @Override
    public Optional<MailRepository> get(MailRepositoryUrl url) {
        return Optional.of(repository);
    }

    @Override
    public Stream<MailRepository> getByPath(MailRepositoryPath path) {
        return Stream.of(repository);
    }

    @Override
    public Stream<MailRepositoryUrl> getUrls() {
        return Stream.empty();
    }
}
