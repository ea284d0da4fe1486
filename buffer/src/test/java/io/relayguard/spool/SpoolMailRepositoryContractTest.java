package io.relayguard.spool;

import java.nio.file.Path;
import org.apache.james.mailrepository.MailRepositoryContract;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.junit.jupiter.api.io.TempDir;

/** James's own contract for mail repositories. */
class SpoolMailRepositoryContractTest implements MailRepositoryContract {
    private final Path folder;

    SpoolMailRepositoryContractTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    public MailRepository retrieveRepository() throws Exception {
        return retrieveRepository(MailRepositoryPath.from("mails"));
    }

    @Override
    public MailRepository retrieveRepository(MailRepositoryPath path) throws Exception {
        SpoolMailRepository repository = new SpoolMailRepository(folder.resolve(path.asString()));
        repository.init();
        return repository;
    }
}
