package io.relayguard.spool;

import io.relayguard.james.WrongJames;
import io.relayguard.spool.format.Disk;
import io.relayguard.spool.format.SpoolFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import javax.inject.Inject;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.Initializable;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

/**
 * A mail repository that no crash empties: one file per mail, on disk when {@link #store} returns.
 *
 * <p>URL: {@code spool://path}, relative to James's working directory as {@code file://} is, or {@code spool:///path}
 * for an absolute one. Wired up in mailrepositorystore.xml with the protocol {@code spool}. A file that is torn or
 * altered is moved to the folder {@code set-aside} and reported, never deleted (James's FileMailRepository deletes what
 * it cannot read, and does not fsync). Threads may share an instance. What fails is a MessagingException, as {@link
 * MailRepository} has it; it is not declared here, see {@link io.relayguard.james.MessagingFailure}.
 */
public final class SpoolMailRepository implements MailRepository, Initializable {
    private final Spool spool;

    @Inject
    public SpoolMailRepository(MailRepositoryUrl url, FileSystem fileSystem) throws FileNotFoundException {
        this(fileSystem
                .getFile(FileSystem.FILE_PROTOCOL + url.getPath().asString())
                .toPath());
    }

    /** See {@link WrongJames}. */
    public SpoolMailRepository() {
        throw new WrongJames();
    }

    SpoolMailRepository(Path folder) {
        this(Disk.ofThisMachine(), folder, SpoolFolder.FLAT_BOUND);
    }

    SpoolMailRepository(Disk disk, Path folder, int flatBound) {
        this.spool = new Spool(disk, folder, flatBound);
    }

    @Override
    public void init() throws IOException {
        spool.init();
    }

    @Override
    public long size() {
        return spool.size();
    }

    @Override
    public MailKey store(Mail mail) {
        return spool.store(mail);
    }

    @Override
    public Iterator<MailKey> list() {
        return spool.list();
    }

    @Override
    public @Nullable Mail retrieve(MailKey key) {
        return spool.retrieve(key);
    }

    @Override
    public void remove(MailKey key) {
        spool.remove(key);
    }

    /** Each of them; the default of James's interface declares what is not to be mentioned here. */
    @Override
    public void remove(Collection<MailKey> keys) {
        keys.forEach(spool::remove);
    }

    @Override
    public void removeAll() {
        spool.list().forEachRemaining(spool::remove);
    }
}
