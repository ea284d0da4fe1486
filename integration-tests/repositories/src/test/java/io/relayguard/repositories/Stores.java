package io.relayguard.repositories;

import java.util.List;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryLoader;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.mailrepository.memory.MailRepositoryStoreConfiguration;
import org.apache.james.mailrepository.memory.MemoryMailRepositoryStore;

/** James's own store of repositories, set up as its mailrepositorystore.xml does it. */
final class Stores {
    private Stores() {}

    static MailRepositoryStore of(
            String protocol,
            Class<? extends MailRepository> repository,
            MailRepositoryUrlStore list,
            MailRepositoryLoader loader)
            throws Exception {
        BaseHierarchicalConfiguration config = new BaseHierarchicalConfiguration();
        config.addProperty("[@FIFO]", "false");
        config.addProperty("[@CACHEKEYS]", "true");
        MemoryMailRepositoryStore store = new MemoryMailRepositoryStore(
                list,
                loader,
                MailRepositoryStoreConfiguration.forItems(new MailRepositoryStoreConfiguration.Item(
                        List.of(new Protocol(protocol)), repository.getName(), config)));
        store.init();
        return store;
    }
}
