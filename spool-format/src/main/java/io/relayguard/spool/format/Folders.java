package io.relayguard.spool.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Folders whose entries are on disk, not only in memory. */
final class Folders {
    private Folders() {}

    /**
     * Makes the folder and those above it, each of them on disk when this returns.
     *
     * <p>One at a time: who finds a folder that another thread has just made relies on its being on disk. For the same
     * reason one that could not be forced to disk does not stay.
     */
    static synchronized void create(Disk disk, Path folder) throws IOException {
        if (disk.exists(folder)) {
            return;
        }
        Path above = above(folder);
        create(disk, above);
        try {
            disk.createFolder(folder);
            disk.forceFolder(above);
        } catch (IOException failed) {
            Undo.remove(disk, folder, failed);
            throw failed;
        }
    }

    /** The folder that an entry is in. */
    static Path above(Path entry) {
        return Objects.requireNonNull(entry.toAbsolutePath().getParent(), () -> entry + " is in no folder");
    }
}
