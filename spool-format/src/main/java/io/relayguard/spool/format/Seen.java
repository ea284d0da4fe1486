package io.relayguard.spool.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was seen on the way through a spool: how many mails its own folder has, and what a crash left half written. */
final class Seen implements Levels.EntryReader {
    private final Path folder;
    private final List<Path> leftovers = new ArrayList<>();
    private int flat;

    Seen(Path folder) {
        this.folder = folder;
    }

    /** By the names alone, where they say enough. */
    @Override
    public void accept(Path where, Disk.Entry entry) {
        if (SpoolNames.isLeftover(entry.name()) && entry.written().isPresent()) {
            leftovers.add(where.resolve(entry.name()));
        } else if (where.equals(folder) && entry.name().endsWith(SpoolNames.SUFFIX)) {
            flat++;
        }
    }

    int flat() {
        return flat;
    }

    List<Path> leftovers() {
        return leftovers;
    }
}
