package io.relayguard.spool;

import com.google.common.collect.Iterators;
import io.relayguard.james.MessagingFailure;
import io.relayguard.spool.format.Disk;
import io.relayguard.spool.format.SpoolFile;
import io.relayguard.spool.format.SpoolFolder;
import io.relayguard.spool.format.SpoolFolder.Reason;
import io.relayguard.spool.format.TornFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** James's mails in a {@link SpoolFolder}; it throws James's MessagingException without declaring it. */
final class Spool {
    private static final Logger LOGGER = LoggerFactory.getLogger(SpoolMailRepository.class);

    private final Path folder;
    private final SpoolFolder files;

    Spool(Disk disk, Path folder, int flatBound) {
        this.folder = folder;
        this.files = new SpoolFolder(disk, folder, flatBound, Spool::reportSetAside);
    }

    void init() throws IOException {
        files.init();
    }

    long size() {
        try {
            return files.size();
        } catch (IOException unreadable) {
            throw MessagingFailure.of("cannot list " + folder, unreadable);
        }
    }

    MailKey store(Mail mail) {
        MailKey key = MailKey.forMail(mail);
        try (InputStream message = new MimeMessageInputStream(mail.getMessage())) {
            files.store(key.asString(), Envelope.of(mail).toBytes(), message);
            return key;
        } catch (IOException | MessagingException | RuntimeException failed) {
            throw MessagingFailure.of("cannot keep mail " + mail.getName() + " in " + folder, failed);
        }
    }

    /** Oldest first, by the time when a mail was last stored. */
    Iterator<MailKey> list() {
        try {
            return Iterators.transform(files.names(), MailKey::new);
        } catch (IOException unreadable) {
            throw MessagingFailure.of("cannot list " + folder, unreadable);
        }
    }

    @Nullable
    Mail retrieve(MailKey key) {
        try {
            return mail(key);
        } catch (NoSuchFileException gone) {
            return null;
        } catch (TornFile torn) {
            setAside(torn);
            return null;
        } catch (IOException | MessagingException unreadable) {
            throw MessagingFailure.of("cannot read mail " + key.asString() + " in " + folder, unreadable);
        }
    }

    private @Nullable Mail mail(MailKey key) throws IOException, MessagingException {
        Optional<SpoolFile> file = file(key);
        if (file.isEmpty()) {
            return null;
        }
        MailImpl mail = Envelope.mail(file.get());
        mail.setMessageContent(new SpooledMessage(file.get()));
        return mail;
    }

    /** Empty for a key too long for a file name: {@link #store} has never taken it. */
    private Optional<SpoolFile> file(MailKey key) throws IOException {
        try {
            return Optional.of(files.read(key.asString()));
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
        }
    }

    void remove(MailKey key) {
        try {
            files.remove(key.asString());
        } catch (IllegalArgumentException tooLong) {
            LOGGER.debug("{} cannot be in {}", key.asString(), folder, tooLong);
        } catch (IOException failed) {
            throw MessagingFailure.of("cannot remove mail " + key.asString() + " from " + folder, failed);
        }
    }

    private void setAside(TornFile torn) {
        try {
            files.setAside(torn);
        } catch (IOException failed) {
            throw MessagingFailure.of(
                    "cannot set aside " + torn.file() + ", which is unreadable: " + torn.why(), failed);
        }
    }

    private static void reportSetAside(Path aside, Reason reason, String why) {
        String line = "event=set-aside reason=" + reason.code() + " file=" + aside + " why=\"" + why + "\"";
        switch (reason) {
            case UNREADABLE -> LOGGER.error("{}", line);
            case HALF_WRITTEN -> LOGGER.warn("{}", line);
        }
    }
}
