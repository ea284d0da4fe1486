package io.relayguard.repositories;

import java.nio.file.Path;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.file.FileMailRepository;
import org.junit.jupiter.api.io.TempDir;

/** James's repository of files. */
class FileRepositoryTest extends RepositoryContract {
    private final Folder folder;

    FileRepositoryTest(@TempDir Path folder) {
        this.folder = new Folder(folder);
    }

    @Override
    MailRepositoryStore store(MailRepositoryUrlStore list) throws Exception {
        return Stores.of(protocol(), FileMailRepository.class, list, (name, url) -> {
            FileMailRepository repository = new FileMailRepository();
            repository.setFileSystem(folder);
            return repository;
        });
    }

    @Override
    String protocol() {
        return "file";
    }
}
