package io.relayguard.spool.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
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
        for (Path leftover : lookThrough()) {
            setAside(leftover).ifPresent(aside::add);
        }
        return aside;
    }

    /** Counts the mails, by their names alone, so a million are no matter of minutes; returns what is half written. */
    private List<Path> lookThrough() throws IOException {
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
    public SpoolFile read(String name) throws IOException {
        String fileName = SpoolNames.fileName(name);
        try {
            return SpoolFile.read(disk, folder.resolve(fileName));
        } catch (NoSuchFileException notHere) {
            return SpoolFile.read(disk, levels.deep(fileName));
        }
    }

    /** Reads a file of this spool, one that was set aside too; fails as the other does. */
    public SpoolFile read(Path file) throws IOException {
        return SpoolFile.read(disk, file);
    }

    /** A mail's envelope and size, without a look at its checksum; empty if there is none. */
    public Optional<SpoolFile> glance(String name) throws IOException {
        Optional<Path> file = find(name);
        return file.isEmpty() ? Optional.empty() : Optional.of(SpoolFile.glance(disk, file.get()));
    }

    /** A mail's file, if there is one. */
    public Optional<Path> find(String name) {
        try {
            return levels.places(SpoolNames.fileName(name)).stream()
                    .filter(disk::exists)
                    .findFirst();
        } catch (IllegalArgumentException tooLong) {
            return Optional.empty();
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

    /** What was set aside, in the order of the names. */
    public List<Path> filesSetAside() throws IOException {
        return setAside.files();
    }

    /**
     * Gives a file that was set aside its name back, on disk when this returns: whether it is whole is the caller's to say.
     *
     * @throws java.nio.file.FileAlreadyExistsException if another mail has the name
     * @throws IOException if it never had one, among others
     */
    public Path requeue(Path aside) throws IOException {
        String fileName = SetAside.nameBefore(aside);
        for (Path place : levels.places(fileName)) {
            if (disk.exists(place)) {
                throw new FileAlreadyExistsException(place.toString());
            }
        }
        lookThrough();
        Path place = levels.place(fileName);
        setAside.giveBack(aside, place);
        return place;
    }

    /** Moves a file out of the way; where it is now, or empty if it is gone already. */
    public Optional<Path> setAside(Path file) throws IOException {
        return setAside.take(file);
    }
}
