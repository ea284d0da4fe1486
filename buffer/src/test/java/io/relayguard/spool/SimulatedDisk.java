package io.relayguard.spool;

import io.relayguard.spool.format.Disk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what was forced and what was not, crashes where a test says so, and fills up.
 *
 * <p>After a crash, {@link #restarted} is the disk as the next start may find it. What was forced is there. Of a file that
 * was not, any part may be there, or zeros in its place. Each entry that was made, renamed or removed since its folder was
 * forced is as before or as after, by the seed's choice; a rename is one step even from folder to folder, as a journal
 * makes it. One seed, one outcome. Threads may share it.
 */
public final class SimulatedDisk implements Disk {
    private final Random random;
    private final SimulatedFolder root;
    private final SimulatedFaults faults = new SimulatedFaults();
    private long clock;

    public SimulatedDisk(long seed) {
        this(new Random(seed), new SimulatedFolder());
    }

    private SimulatedDisk(Random random, SimulatedFolder root) {
        this.random = random;
        this.root = root;
    }

    /** When it crashes or is full; counts the operations that change something. */
    public SimulatedFaults faults() {
        return faults;
    }

    /** The disk as the next start may find it; this one answers nobody any more. */
    public synchronized SimulatedDisk restarted() {
        faults.powerIsOff();
        return new SimulatedDisk(random, root.afterCrash(new SimulatedCrash(random)));
    }

    @Override
    public synchronized NewFile create(Path file) throws IOException {
        return faults.change(file, () -> {
            SimulatedFolder folder = folder(above(file));
            if (folder.get(name(file)) != null) {
                throw new FileAlreadyExistsException(file.toString());
            }
            SimulatedFile made = new SimulatedFile(++clock);
            folder.put(name(file), made);
            return new Writing(file, made);
        });
    }

    @Override
    public synchronized StoredFile open(Path file) throws IOException {
        faults.read();
        return new Reading(file(file));
    }

    @Override
    public synchronized boolean exists(Path entry) {
        faults.read();
        return find(entry) != null;
    }

    @Override
    public synchronized void rename(Path file, Path name) throws IOException {
        faults.change(file, () -> {
            SimulatedFile renamed = file(file);
            SimulatedFolder.rename(folder(above(file)), name(file), folder(above(name)), name(name), renamed);
            return renamed;
        });
    }

    @Override
    public synchronized void link(Path file, Path name) throws IOException {
        faults.change(file, () -> {
            SimulatedFile linked = file(file);
            if (find(name) != null) {
                throw new FileAlreadyExistsException(name.toString());
            }
            folder(above(name)).put(name(name), linked);
            return linked;
        });
    }

    @Override
    public synchronized boolean remove(Path file) throws IOException {
        return faults.release(() -> {
            if (find(file) == null) {
                return false;
            }
            folder(above(file)).remove(name(file));
            return true;
        });
    }

    @Override
    public synchronized void createFolder(Path path) throws IOException {
        faults.change(path, () -> {
            if (find(path) == null) {
                folder(above(path)).put(name(path), new SimulatedFolder());
            }
            return path;
        });
    }

    @Override
    public synchronized void forceFolder(Path path) throws IOException {
        faults.change(path, () -> {
            folder(path).force();
            return path;
        });
    }

    /** Puts octets under a name, and to disk: what somebody else has written. */
    synchronized void put(Path path, byte[] octets) throws IOException {
        SimulatedFile file = new SimulatedFile(++clock);
        file.write(0, octets);
        file.force();
        folder(above(path)).put(name(path), file);
        folder(above(path)).force();
    }

    synchronized byte[] octets(Path path) throws IOException {
        return file(path).octets().clone();
    }

    @Override
    public void list(Path path, Predicate<Entry> reader) throws IOException {
        Iterator<Map.Entry<String, SimulatedNode>> entries =
                listed(path).entrySet().iterator();
        boolean isMoreWanted = true;
        while (isMoreWanted && entries.hasNext()) {
            Map.Entry<String, SimulatedNode> entry = entries.next();
            isMoreWanted = reader.test(new Listed(entry.getKey(), entry.getValue()));
        }
    }

    /** There is one process. */
    @Override
    public void hold(Path folder) {}

    private synchronized Map<String, SimulatedNode> listed(Path path) throws IOException {
        faults.read();
        return folder(path).entries();
    }

    private static Path above(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private SimulatedFile file(Path path) throws IOException {
        if (find(path) instanceof SimulatedFile file) {
            return file;
        }
        throw new NoSuchFileException(path.toString());
    }

    private SimulatedFolder folder(Path path) throws IOException {
        if (find(path) instanceof SimulatedFolder folder) {
            return folder;
        }
        throw new NoSuchFileException(path.toString());
    }

    private @Nullable SimulatedNode find(Path path) {
        SimulatedNode node = root;
        for (Path name : path) {
            node = node instanceof SimulatedFolder folder ? folder.get(name.toString()) : null;
        }
        return node;
    }

    private final class Writing implements NewFile {
        private final Path path;
        private final SimulatedFile file;

        Writing(Path path, SimulatedFile file) {
            this.path = path;
            this.file = file;
        }

        /** A part of what does not succeed may be on the disk all the same. */
        @Override
        public void write(long position, byte[] octets, int offset, int length) throws IOException {
            synchronized (SimulatedDisk.this) {
                byte[] written = Arrays.copyOfRange(octets, offset, offset + length);
                int part = random.nextInt(length + 1);
                faults.change(
                        path,
                        () -> file.write((int) position, written),
                        () -> file.write((int) position, Arrays.copyOf(written, part)));
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimulatedDisk.this) {
                faults.change(path, file::force);
            }
        }

        @Override
        public void close() {}
    }

    private final class Reading implements StoredFile {
        private final SimulatedFile file;

        Reading(SimulatedFile file) {
            this.file = file;
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                faults.read();
                return file.octets().length;
            }
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            synchronized (SimulatedDisk.this) {
                faults.read();
                byte[] octets = file.octets();
                int read = Math.min(length, octets.length - (int) position);
                if (read <= 0) {
                    return -1;
                }
                System.arraycopy(octets, (int) position, target, offset, read);
                return read;
            }
        }

        @Override
        public void close() {}
    }

    private record Listed(String name, SimulatedNode node) implements Entry {
        @Override
        public boolean isFolder() {
            return node instanceof SimulatedFolder;
        }

        @Override
        public OptionalLong written() {
            return node instanceof SimulatedFile file ? OptionalLong.of(file.created()) : OptionalLong.empty();
        }
    }
}
