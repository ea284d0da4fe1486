package io.relayguard.repositories;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.memory.MemoryMailRepository;

/** James's repository in memory; a start of the buffer is no start of the process here. */
class MemoryRepositoryTest extends RepositoryContract {
    private final Map<MailRepositoryUrl, MailRepository> memory = new ConcurrentHashMap<>();

    @Override
    MailRepositoryStore store(MailRepositoryUrlStore list) throws Exception {
        return Stores.of(
                protocol(),
                MemoryMailRepository.class,
                list,
                (name, url) -> memory.computeIfAbsent(url, first -> new MemoryMailRepository()));
    }

    @Override
    String protocol() {
        return "memory";
    }
}
