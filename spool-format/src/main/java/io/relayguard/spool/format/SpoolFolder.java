package io.relayguard.spool.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The folder of a spool: mails by their names, each in a file of its own.
 *
 * <p>Threads may share an instance, and instances a folder, within one process.
 */
public final class SpoolFolder {
    public static final String SET_ASIDE = "set-aside";
    /** What is removed lies here until it is deleted. */
    static final String REMOVED = "removed";
    /** Where more files than this would be in one folder, they are spread over some below it. */
    public static final int FLAT_BOUND = 100_000;

    /** Who writes a mail holds the one of its name: two of one name at once must not find two places. */
    private static final Object[] NAMES =
            Stream.generate(Object::new).limit(1024).toArray();

    private final Disk disk;
    private final Path folder;
    private final Path removed;
    private final int flatBound;
    private final Listener listener;
    private final Levels levels;
    private final SetAside setAside;
    private final SpoolWriter writer;
    private volatile boolean isOurs;

    /** Why a file is set aside; {@link #code()} is the stable {@code reason=} of the log line. */
    public enum Reason {
        /** A mail that was kept, and cannot be read any more. */
        UNREADABLE("unreadable"),

        /** A mail that was being written when the process ended: nobody was told that it is kept, so nothing is lost. */
        HALF_WRITTEN("half-written");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Hears of what was set aside: where it is now, and why. */
    @FunctionalInterface
    public interface Listener {
        void setAside(Path file, Reason reason, String why);
    }

    /** Without a listener: for those who set nothing aside. */
    public SpoolFolder(Disk disk, Path folder, int flatBound) {
        this(disk, folder, flatBound, (file, reason, why) -> {});
    }

    public SpoolFolder(Disk disk, Path folder, int flatBound, Listener listener) {
        this.disk = disk;
        this.folder = folder;
        this.removed = folder.resolve(REMOVED);
        this.flatBound = flatBound;
        this.listener = listener;
        this.levels = new Levels(disk, folder, flatBound);
        this.setAside = new SetAside(disk, folder);
        this.writer = new SpoolWriter(disk);
    }

    /**
     * Makes the folder, and keeps other processes out of it.
     *
     * <p>It takes no longer with a million mails than with the first hundred thousand. What a crash left half written is
     * set aside if it is seen on the way; the rest when {@link #names} sees it.
     *
     * @throws IOException if another process has the folder, among others
     */
    public void init() throws IOException {
        Folders.create(disk, folder);
        disk.hold(folder);
        isOurs = true;
        disk.clearSoon(removed);
        tidy(count());
    }

    /** Of mails only as many as make a difference to where the next one goes. */
    private Seen count() throws IOException {
        Seen seen = new Seen(folder);
        disk.list(folder, entry -> {
            seen.accept(folder, entry);
            return seen.flat() < flatBound;
        });
        levels.count(seen.flat());
        return seen;
    }

    private void tidy(Seen seen) throws IOException {
        if (isOurs) {
            for (Path leftover : seen.leftovers()) {
                setAside(
                        leftover,
                        Reason.HALF_WRITTEN,
                        "left half written by a crash; nobody was told that it is kept, so nothing is lost");
            }
        }
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

    /** No fault if there is none; it is in one place only. After a crash it may be there again, whole. */
    public void remove(String name) throws IOException {
        String fileName = SpoolNames.fileName(name);
        var unused = remove(folder.resolve(fileName)) || remove(levels.deep(fileName));
    }

    private boolean remove(Path file) throws IOException {
        boolean isGone = disk.removeSoon(file, removed);
        if (isGone) {
            levels.isGone(file);
        }
        return isGone;
    }

    /** The names of all mails, oldest first, by the time when each was last stored. */
    public Iterator<String> names() throws IOException {
        OldestFirst found = new OldestFirst();
        Seen seen = new Seen(folder);
        levels.list((where, entry) -> {
            seen.accept(where, entry);
            SpoolNames.name(entry.name()).ifPresent(name -> entry.written().ifPresent(time -> found.add(name, time)));
        });
        levels.count(seen.flat());
        tidy(seen);
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
        count();
        Path place = levels.place(fileName);
        setAside.giveBack(aside, place);
        return place;
    }

    /** Moves what is unreadable out of the way, and reports it; no fault if it is gone already. */
    public void setAside(TornFile torn) throws IOException {
        setAside(torn.file(), Reason.UNREADABLE, torn.why());
    }

    private void setAside(Path file, Reason reason, String why) throws IOException {
        setAside.take(file).ifPresent(aside -> listener.setAside(aside, reason, why));
    }
}
