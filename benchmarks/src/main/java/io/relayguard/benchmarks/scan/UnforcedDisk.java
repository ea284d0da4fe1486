package io.relayguard.benchmarks.scan;

import io.relayguard.spool.format.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A disk that is not waited for: what is made for a benchmark may be lost in a crash. */
record UnforcedDisk(Disk disk) implements Disk {
    @Override
    public NewFile create(Path file) throws IOException {
        return new UnforcedFile(disk.create(file));
    }

    @Override
    public StoredFile open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public boolean exists(Path entry) {
        return disk.exists(entry);
    }

    @Override
    public void rename(Path file, Path name) throws IOException {
        disk.rename(file, name);
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        disk.link(file, name);
    }

    @Override
    public boolean remove(Path file) throws IOException {
        return disk.remove(file);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        disk.createFolder(folder);
    }

    @Override
    public void forceFolder(Path folder) {}

    @Override
    public void list(Path folder, Predicate<Entry> reader) throws IOException {
        disk.list(folder, reader);
    }

    @Override
    public void hold(Path folder) throws IOException {
        disk.hold(folder);
    }

    private record UnforcedFile(NewFile file) implements NewFile {
        @Override
        public void write(long position, byte[] octets, int offset, int length) throws IOException {
            file.write(position, octets, offset, length);
        }

        @Override
        public void force() {}

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
