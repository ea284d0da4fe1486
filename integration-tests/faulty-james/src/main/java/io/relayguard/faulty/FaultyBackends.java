package io.relayguard.faulty;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import java.nio.file.Path;
import javax.inject.Singleton;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.memory.MemoryDomainList;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.memory.MemoryUsersRepository;

/** James's lists of domains and of users, each behind a door that a file closes. */
final class FaultyBackends extends AbstractModule {
    private final Path faults;

    FaultyBackends(Path faults) {
        this.faults = faults;
    }

    @Provides
    @Singleton
    DomainList domains(MemoryDomainList real) {
        return new Fault(faults.resolve("domains")).before(DomainList.class, real);
    }

    @Provides
    @Singleton
    UsersRepository users(MemoryUsersRepository real) {
        return new Fault(faults.resolve("users")).before(UsersRepository.class, real);
    }
}
