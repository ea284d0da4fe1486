package io.relayguard.spool;

import io.relayguard.james.MessagingFailure;
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
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of files behind {@link SpoolMailRepository}; it throws James's MessagingException without declaring it. */
final class Spool {
    static final String SET_ASIDE = "set-aside";
    private static final Logger LOGGER = LoggerFactory.getLogger(SpoolMailRepository.class);

    private final Path folder;

    Spool(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder; sets aside what a crash left half written: nobody was told that it is kept. */
    void init() throws IOException {
        Folders.create(folder);
        for (Path leftover : files(SpoolNames::isLeftover)) {
            setAside(leftover, "left half written by a crash");
        }
    }

    long size() {
        return keys().size();
    }

    MailKey store(Mail mail) {
        MailKey key = MailKey.forMail(mail);
        try (InputStream message = new MimeMessageInputStream(mail.getMessage())) {
            Path temporary = folder.resolve(SpoolNames.temporary());
            SpoolFile.write(temporary, file(key), Envelope.of(mail), message);
            return key;
        } catch (IOException | MessagingException | RuntimeException failed) {
            throw MessagingFailure.of("cannot keep mail " + mail.getName() + " in " + folder, failed);
        }
    }

    /** Oldest first, by the time when a mail was last stored. */
    Iterator<MailKey> list() {
        return keys().iterator();
    }

    @Nullable
    Mail retrieve(MailKey key) {
        Optional<Path> name = fileOf(key);
        return name.isEmpty() ? null : retrieve(key, name.get());
    }

    private @Nullable Mail retrieve(MailKey key, Path file) {
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
        } catch (IOException | MessagingException unreadable) {
            throw MessagingFailure.of("cannot read mail " + key.asString() + " in " + folder, unreadable);
        }
    }

    void remove(MailKey key) {
        try {
            Optional<Path> file = fileOf(key);
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException failed) {
            throw MessagingFailure.of("cannot remove mail " + key.asString() + " from " + folder, failed);
        }
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

    private List<MailKey> keys() {
        try {
            return files(name -> name.endsWith(SpoolNames.SUFFIX)).stream()
                    .map(file -> SpoolNames.key(file.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException unreadable) {
            throw MessagingFailure.of("cannot list " + folder, unreadable);
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

    private void setAside(Path file, String why) {
        Path aside = folder.resolve(SET_ASIDE);
        Path target = aside.resolve(file.getFileName() + "." + UUID.randomUUID());
        try {
            Folders.create(aside);
            Files.move(file, target);
            LOGGER.error("event=set-aside reason=unreadable file={} why=\"{}\"", target, why);
        } catch (NoSuchFileException doneByAnother) {
            LOGGER.debug("{} is set aside already", file, doneByAnother);
        } catch (IOException failed) {
            throw MessagingFailure.of("cannot set aside " + file + ", which is unreadable: " + why, failed);
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
