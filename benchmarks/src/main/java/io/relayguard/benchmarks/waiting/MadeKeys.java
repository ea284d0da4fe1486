package io.relayguard.benchmarks.waiting;

import java.util.Iterator;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.mailet.Mail;

/** A repository that lists keys as James makes them, and keeps nothing itself: what is measured is the buffer's. */
record MadeKeys(int count) implements MailRepository {
    private static final long FIRST_MILLIS = 1_790_000_000_000L;

    @Override
    public long size() {
        return count;
    }

    @Override
    public Iterator<MailKey> list() {
        return LongStream.range(0, count)
                .mapToObj(number -> new MailKey("Mail" + (FIRST_MILLIS + number) + "-" + new UUID(number, -number)))
                .iterator();
    }

    @Override
    public Mail retrieve(MailKey key) {
        throw new IllegalStateException("nobody reads a mail whose primary is down");
    }

    @Override
    public MailKey store(Mail mail) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(MailKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeAll() {
        throw new UnsupportedOperationException();
    }
}
