package io.relayguard.repositories;

import io.relayguard.spool.SpoolMailRepository;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.junit.jupiter.api.io.TempDir;

/** Our own. */
class SpoolRepositoryTest extends RepositoryContract {
    private final Folder folder;

    SpoolRepositoryTest(@TempDir Path folder) {
        this.folder = new Folder(folder);
    }

    @Override
    MailRepositoryStore store(MailRepositoryUrlStore list) throws Exception {
        return Stores.of(protocol(), SpoolMailRepository.class, list, (name, url) -> {
            try {
                return new SpoolMailRepository(url, folder);
            } catch (FileNotFoundException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    @Override
    boolean keepsHeadersBeyondAscii() {
        return true;
    }

    @Override
    String protocol() {
        return "spool";
    }
}
