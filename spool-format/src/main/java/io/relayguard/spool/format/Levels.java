package io.relayguard.spool.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Where a mail's file is: in the repository's folder while that is small, else in one of 256 folders below it.
 *
 * <p>A file stays where it is for as long as it is kept: {@link #place} names its old place for a mail that is there.
 */
final class Levels {
    private static final List<String> NAMES =
            IntStream.range(0, 256).mapToObj(i -> String.format("%02x", i)).toList();

    private final Disk disk;
    private final Path folder;
    private final int flatBound;
    /** About how many mails are in the repository's own folder: other instances may count beside us. */
    private final AtomicInteger flat = new AtomicInteger();

    Levels(Disk disk, Path folder, int flatBound) {
        this.disk = disk;
        this.folder = folder;
        this.flatBound = flatBound;
    }

    /** Shows all entries of all levels, each with its folder. */
    void list(EntryReader reader) throws IOException {
        List<Path> deeper = new ArrayList<>();
        disk.list(folder, entry -> {
            if (entry.name().length() == 2 && NAMES.contains(entry.name()) && entry.isFolder()) {
                deeper.add(folder.resolve(entry.name()));
            } else {
                reader.accept(folder, entry);
            }
            return true;
        });
        for (Path level : deeper) {
            disk.list(level, entry -> {
                reader.accept(level, entry);
                return true;
            });
        }
    }

    /** Takes an entry and the folder that it is in. */
    interface EntryReader {
        void accept(Path folder, Disk.Entry entry);
    }

    /** How many mails the repository's own folder has. */
    void count(int mails) {
        flat.set(mails);
    }

    /** Where a file may be. */
    List<Path> places(String fileName) {
        return List.of(folder.resolve(fileName), deep(fileName));
    }

    /** Where a file is to be written: in its old place if it has one; a folder that is missing is made. */
    Path place(String fileName) throws IOException {
        Path here = folder.resolve(fileName);
        Path deep = deep(fileName);
        if (disk.exists(deep) || (flat.get() >= flatBound && !disk.exists(here))) {
            Folders.create(disk, Folders.above(deep));
            return deep;
        }
        return here;
    }

    /**
     * Before a file is written where none is: one of its name that was removed elsewhere must not come back with a crash.
     */
    void settleOther(Path file) throws IOException {
        for (Path place : places(file.getFileName().toString())) {
            Path where = Folders.above(place);
            if (!place.equals(file) && disk.exists(where)) {
                disk.forceFolder(where);
            }
        }
    }

    void isNew(Path file) {
        note(file, 1);
    }

    void isGone(Path file) {
        note(file, -1);
    }

    private void note(Path file, int change) {
        if (Folders.above(file).equals(folder.toAbsolutePath())) {
            flat.addAndGet(change);
        }
    }

    /** Where a file is if the repository's own folder does not have it. */
    Path deep(String fileName) {
        CRC32C hash = new CRC32C();
        hash.update(fileName.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(NAMES.get((int) hash.getValue() & 0xff)).resolve(fileName);
    }
}
