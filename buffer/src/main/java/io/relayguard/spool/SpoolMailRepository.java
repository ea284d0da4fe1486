package io.relayguard.spool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.Initializable;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail repository that no crash empties: one file per mail, on disk when {@link #store} returns.
 *
 * <p>URL: {@code spool://path}, relative to James's working directory as {@code file://} is, or {@code spool:///path}
 * for an absolute one. Wired up in mailrepositorystore.xml with the protocol {@code spool}. A file that is torn or
 * altered is moved to the folder {@value #SET_ASIDE} and reported, never deleted (James's FileMailRepository deletes
 * what it cannot read, and does not fsync). Threads may share an instance.
 */
public final class SpoolMailRepository implements MailRepository, Initializable {
    static final String SET_ASIDE = "set-aside";
    private static final Logger LOGGER = LoggerFactory.getLogger(SpoolMailRepository.class);

    private final Path folder;

    @Inject
    public SpoolMailRepository(MailRepositoryUrl url, FileSystem fileSystem) throws FileNotFoundException {
        this(fileSystem
                .getFile(FileSystem.FILE_PROTOCOL + url.getPath().asString())
                .toPath());
    }

    SpoolMailRepository(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder; sets aside what a crash left half written: nobody was told that it is kept. */
    @Override
    public void init() throws IOException, MessagingException {
        Folders.create(folder);
        for (Path leftover : files(SpoolNames::isLeftover)) {
            setAside(leftover, "left half written by a crash");
        }
    }

    @Override
    public long size() throws MessagingException {
        return keys().size();
    }

    @Override
    public MailKey store(Mail mail) throws MessagingException {
        MailKey key = MailKey.forMail(mail);
        try (InputStream message = new MimeMessageInputStream(mail.getMessage())) {
            Path temporary = folder.resolve(SpoolNames.temporary());
            SpoolFile.write(temporary, file(key), Envelope.of(mail), message);
            return key;
        } catch (IOException | RuntimeException failed) {
            throw new MessagingException("cannot keep mail " + mail.getName() + " in " + folder, failed);
        }
    }

    /** Oldest first, by the time when a mail was last stored. */
    @Override
    public Iterator<MailKey> list() throws MessagingException {
        return keys().iterator();
    }

    @Override
    public @Nullable Mail retrieve(MailKey key) throws MessagingException {
        Optional<Path> name = fileOf(key);
        return name.isEmpty() ? null : retrieve(key, name.get());
    }

    private @Nullable Mail retrieve(MailKey key, Path file) throws MessagingException {
        try {
            SpoolFile.Opened opened = SpoolFile.open(file);
            MailImpl mail = opened.envelope().toMail(file);
            mail.setMessageContent(opened.message());
            return mail;
        } catch (NoSuchFileException gone) {
            return null;
        } catch (TornFile torn) {
            setAside(file, torn.why());
            return null;
        } catch (IOException unreadable) {
            throw new MessagingException("cannot read mail " + key.asString() + " in " + folder, unreadable);
        }
    }

    @Override
    public void remove(MailKey key) throws MessagingException {
        try {
            Optional<Path> file = fileOf(key);
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException failed) {
            throw new MessagingException("cannot remove mail " + key.asString() + " from " + folder, failed);
        }
    }

    @Override
    public void removeAll() throws MessagingException {
        remove(keys());
    }

    private Path file(MailKey key) {
        return folder.resolve(SpoolNames.fileName(key));
    }

    /** Empty for a key too long for a file name: {@link #store} has never taken it. */
    private Optional<Path> fileOf(MailKey key) {
        try {
            return Optional.of(file(key));
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
        }
    }

    private List<MailKey> keys() throws MessagingException {
        try {
            return files(name -> name.endsWith(SpoolNames.SUFFIX)).stream()
                    .map(file -> SpoolNames.key(file.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException unreadable) {
            throw new MessagingException("cannot list " + folder, unreadable);
        }
    }

    private List<Path> files(Predicate<String> named) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> named.test(entry.getFileName().toString()))
                    .map(Dated::of)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(Dated::modified).thenComparing(Dated::file))
                    .map(Dated::file)
                    .toList();
        }
    }

    private void setAside(Path file, String why) throws MessagingException {
        Path aside = folder.resolve(SET_ASIDE);
        Path target = aside.resolve(file.getFileName() + "." + UUID.randomUUID());
        try {
            Folders.create(aside);
            Files.move(file, target);
            LOGGER.error("event=set-aside reason=unreadable file={} why=\"{}\"", target, why);
        } catch (NoSuchFileException doneByAnother) {
            LOGGER.debug("{} is set aside already", file, doneByAnother);
        } catch (IOException failed) {
            throw new MessagingException("cannot set aside " + file + ", which is unreadable: " + why, failed);
        }
    }

    /** A file and its time, read once: it may be gone while the folder is being listed. */
    private record Dated(Path file, FileTime modified) {
        static Optional<Dated> of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return attributes.isRegularFile()
                        ? Optional.of(new Dated(file, attributes.lastModifiedTime()))
                        : Optional.empty();
            } catch (IOException gone) {
                return Optional.empty();
            }
        }
    }
}
