package io.relayguard.spool.format;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The folder of what could not be read, or was left half written; nothing in it is ever deleted. */
final class SetAside {
    private final Disk disk;
    private final Path aside;

    SetAside(Disk disk, Path folder) {
        this.disk = disk;
        this.aside = folder.resolve(SpoolFolder.SET_ASIDE);
    }

    /** Where the file is now; empty if it is gone, since another thread did the same. */
    Optional<Path> take(Path file) throws IOException {
        Path target = aside.resolve(file.getFileName() + "." + UUID.randomUUID());
        Folders.create(disk, aside);
        try {
            disk.rename(file, target);
        } catch (NoSuchFileException doneByAnother) {
            return Optional.empty();
        }
        disk.forceFolder(aside);
        return Optional.of(target);
    }
}
