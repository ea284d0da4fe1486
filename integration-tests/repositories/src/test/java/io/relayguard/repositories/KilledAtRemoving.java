package io.relayguard.repositories;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;

/** James's store, in a process that ends when so many mails were to be removed. */
final class KilledAtRemoving implements MailRepositoryStore {
    private final MailRepositoryStore store;
    private int left;

    /** The process ends here: nothing that catches exceptions is to go on. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    KilledAtRemoving(MailRepositoryStore store, int removal) {
        this.store = store;
        this.left = removal;
    }

    @Override
    public MailRepository select(MailRepositoryUrl url) throws MailRepositoryStoreException {
        MailRepository repository = store.select(url);
        return (MailRepository) Proxy.newProxyInstance(
                MailRepository.class.getClassLoader(),
                new Class<?>[] {MailRepository.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("remove") && --left <= 0) {
                        throw new Killed();
                    }
                    try {
                        return method.invoke(repository, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Override
    public Optional<Protocol> defaultProtocol() {
        return store.defaultProtocol();
    }

    @Override
    public Optional<MailRepository> get(MailRepositoryUrl url) throws MailRepositoryStoreException {
        return store.get(url);
    }

    @Override
    public Stream<MailRepository> getByPath(MailRepositoryPath path) throws MailRepositoryStoreException {
        return store.getByPath(path);
    }

    @Override
    public Stream<MailRepositoryUrl> getUrls() {
        return store.getUrls();
    }
}
