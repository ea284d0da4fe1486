package io.relayguard.spool.format;

import java.io.IOException;
import java.nio.file.Path;

/** What has failed leaves nothing, if the disk lets us. */
final class Undo {
    private Undo() {}

    /** Removes what is half done; if that fails too, the first failure says so. */
    static void remove(Disk disk, Path entry, Exception failed) {
        try {
            disk.remove(entry);
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
