package io.relayguard.spool;

import io.relayguard.spool.format.SpoolFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.james.mailrepository.api.MailRepository;

/** The spool on a {@link SimulatedDisk}, for tests of other packages too. */
public final class SimulatedSpool {
    private SimulatedSpool() {}

    /** Opened, as James opens it. */
    public static MailRepository open(SimulatedDisk disk, Path folder) throws IOException {
        return open(disk, folder, SpoolFolder.FLAT_BOUND);
    }

    static SpoolMailRepository open(SimulatedDisk disk, Path folder, int flatBound) throws IOException {
        SpoolMailRepository repository = new SpoolMailRepository(disk, folder, flatBound);
        repository.init();
        return repository;
    }
}
