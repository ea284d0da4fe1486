package io.relayguard.spool.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The folder of a spool: mails by their names, each in a file of its own.
 *
 * <p>Threads may share an instance, and instances a folder, within one process.
 */
public final class SpoolFolder {
    public static final String SET_ASIDE = "set-aside";
    /** Where more files than this would be in one folder, they are spread over some below it. */
    public static final int FLAT_BOUND = 100_000;

    /** Who writes a mail holds the one of its name: two of one name at once must not find two places. */
    private static final Object[] NAMES =
            Stream.generate(Object::new).limit(1024).toArray();

    private final Disk disk;
    private final Path folder;
    private final Levels levels;
    private final SetAside setAside;
    private final SpoolWriter writer;

    public SpoolFolder(Disk disk, Path folder, int flatBound) {
        this.disk = disk;
        this.folder = folder;
        this.levels = new Levels(disk, folder, flatBound);
        this.setAside = new SetAside(disk, folder);
        this.writer = new SpoolWriter(disk);
    }

    /**
     * Makes the folder, keeps other processes out of it, and sets aside what a crash left half written.
     *
     * @return where that is now
     * @throws IOException if another process has the folder, among others
     */
    public List<Path> init() throws IOException {
        Folders.create(disk, folder);
        disk.hold(folder);
        List<Path> aside = new ArrayList<>();
        for (Path leftover : leftovers()) {
            setAside(leftover).ifPresent(aside::add);
        }
        return aside;
    }

    /** Counts on the way: names only, so a million are no matter of minutes. */
    private List<Path> leftovers() throws IOException {
        List<Path> leftovers = new ArrayList<>();
        AtomicInteger flat = new AtomicInteger();
        levels.list((where, entry) -> {
            if (SpoolNames.isLeftover(entry.name()) && entry.written().isPresent()) {
                leftovers.add(where.resolve(entry.name()));
            } else if (where.equals(folder) && entry.name().endsWith(SpoolNames.SUFFIX)) {
                flat.incrementAndGet();
            }
        });
        levels.count(flat.get());
        return leftovers;
    }

    /**
     * Keeps a mail, in the place of one of the same name: it is on disk when this returns; on failure nothing is left.
     *
     * @throws IllegalArgumentException if the name is too long for a file
     */
    public void store(String name, byte[] envelope, InputStream message) throws IOException {
        String fileName = SpoolNames.fileName(name);
        synchronized (NAMES[Math.floorMod(name.hashCode(), NAMES.length)]) {
            Path file = levels.place(fileName);
            if (disk.exists(file)) {
                writer.replace(file, envelope, message);
            } else {
                levels.settleOther(file);
                writer.write(file, envelope, message);
                levels.isNew(file);
            }
        }
    }

    /**
     * Reads a mail's file.
     *
     * @throws NoSuchFileException if there is none
     * @throws TornFile if it is not what was written
     */
    public WholeFile read(String name) throws IOException {
        String fileName = SpoolNames.fileName(name);
        try {
            return WholeFile.read(disk, folder.resolve(fileName));
        } catch (NoSuchFileException notHere) {
            return WholeFile.read(disk, levels.deep(fileName));
        }
    }

    /** No fault if there is none. After a crash it may be there again, whole. */
    public void remove(String name) throws IOException {
        for (Path file : levels.places(SpoolNames.fileName(name))) {
            if (disk.remove(file)) {
                levels.isGone(file);
            }
        }
    }

    /** The names of all mails, oldest first, by the time when each was last stored. */
    public Iterator<String> names() throws IOException {
        OldestFirst found = new OldestFirst();
        levels.list((where, entry) -> SpoolNames.name(entry.name())
                .ifPresent(name -> entry.written().ifPresent(time -> found.add(name, time))));
        return found.names();
    }

    public long size() throws IOException {
        AtomicLong size = new AtomicLong();
        levels.list((where, entry) -> {
            if (SpoolNames.name(entry.name()).isPresent() && entry.written().isPresent()) {
                size.incrementAndGet();
            }
        });
        return size.get();
    }

    /** Moves a file out of the way; where it is now, or empty if it is gone already. */
    public Optional<Path> setAside(Path file) throws IOException {
        return setAside.take(file);
    }
}
