package io.relayguard.buffer;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.mailet.Mail;

/** Repositories by URL, which fail when the test wants it. */
final class FakeRepositories implements MailRepositoryStore {
    /** Throws if the call that is named is to fail this time; {@code removed} is called after the fact. */
    @FunctionalInterface
    interface Fault {
        Fault NONE = call -> {};

        void on(String call) throws MessagingException;

        /** The first calls of one kind fail. */
        static Fault first(int times, String failing) {
            int[] left = {times};
            return call -> {
                if (call.equals(failing) && left[0]-- > 0) {
                    throw new MessagingException("disk gone at " + call);
                }
            };
        }
    }

    final Map<String, MailRepository> byUrl = new ConcurrentHashMap<>();
    volatile Fault fault = Fault.NONE;

    private final Function<MailRepositoryUrl, MailRepository> maker;

    FakeRepositories(Function<MailRepositoryUrl, MailRepository> maker) {
        this.maker = maker;
    }

    @Override
    public MailRepository select(MailRepositoryUrl url) {
        return byUrl.computeIfAbsent(url.asString(), first -> new Faulty(maker.apply(url)));
    }

    @Override
    public Optional<Protocol> defaultProtocol() {
        return Optional.empty();
    }

    @Override
    public Optional<MailRepository> get(MailRepositoryUrl url) {
        return Optional.ofNullable(byUrl.get(url.asString()));
    }

    @Override
    public Stream<MailRepository> getByPath(MailRepositoryPath path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<MailRepositoryUrl> getUrls() {
        return byUrl.keySet().stream().map(MailRepositoryUrl::from);
    }

    private final class Faulty implements MailRepository {
        private final MailRepository real;

        Faulty(MailRepository real) {
            this.real = real;
        }

        @Override
        public long size() throws MessagingException {
            return real.size();
        }

        @Override
        public MailKey store(Mail mail) throws MessagingException {
            fault.on("store");
            return real.store(mail);
        }

        @Override
        public Iterator<MailKey> list() throws MessagingException {
            fault.on("list");
            return real.list();
        }

        @Override
        public Mail retrieve(MailKey key) throws MessagingException {
            fault.on("retrieve");
            return real.retrieve(key);
        }

        @Override
        public void remove(MailKey key) throws MessagingException {
            fault.on("remove");
            real.remove(key);
            fault.on("removed");
        }

        @Override
        public void removeAll() throws MessagingException {
            real.removeAll();
        }
    }
}
