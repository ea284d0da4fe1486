package io.relayguard.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Folders whose entries are on disk, not only in memory. */
final class Folders {
    private Folders() {}

    /** Makes the folder and those above it, each of them on disk when this returns. */
    static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = above(folder);
        create(above);
        Files.createDirectories(folder);
        sync(above);
    }

    /** The folder that an entry is in. */
    static Path above(Path entry) {
        return Objects.requireNonNull(entry.toAbsolutePath().getParent(), () -> entry + " is in no folder");
    }

    /** Writes a folder's entries to disk, so that a file that was renamed into it is there after a crash. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
