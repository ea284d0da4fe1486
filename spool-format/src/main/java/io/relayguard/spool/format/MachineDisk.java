package io.relayguard.spool.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The file system of this machine. */
final class MachineDisk implements Disk {
    static final Disk INSTANCE = new MachineDisk();

    private final Removal removal = new Removal();

    private MachineDisk() {}

    @Override
    public NewFile create(Path file) throws IOException {
        FileAttribute<?>[] permissions = Permissions.ofFiles(file);
        return new Written(
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions));
    }

    @Override
    public StoredFile open(Path file) throws IOException {
        return new Read(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public boolean exists(Path entry) {
        return Files.exists(entry);
    }

    @Override
    public void rename(Path file, Path name) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        Files.createLink(name, file);
    }

    /** Files.delete looks at a file first, and throws where there is none; it is asked only why something failed. */
    @Override
    public boolean remove(Path file) throws IOException {
        return file.toFile().delete() || (file.toFile().exists() && Files.deleteIfExists(file));
    }

    @Override
    public boolean removeSoon(Path file, Path until) throws IOException {
        return removal.take(file, until) || remove(file);
    }

    @Override
    public void clearSoon(Path folder) {
        removal.clear(folder);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, Permissions.ofFolders(folder));
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(folder)) {
                throw there;
            }
        }
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void list(Path folder, Predicate<Entry> reader) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            Iterator<Path> each = entries.iterator();
            boolean isMoreWanted = true;
            while (isMoreWanted && each.hasNext()) {
                isMoreWanted = reader.test(new Listed(each.next()));
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
    }

    @Override
    public void hold(Path folder) throws IOException {
        FolderLock.hold(folder);
    }

    private record Written(FileChannel channel) implements NewFile {
        @Override
        public void write(long position, byte[] octets, int offset, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(octets, offset, length);
            while (left.hasRemaining()) {
                channel.write(left, position + left.position() - offset);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record Read(FileChannel channel) implements StoredFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(target, offset, length), position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record Listed(Path path) implements Entry {
        @Override
        public String name() {
            return path.getFileName().toString();
        }

        @Override
        public boolean isFolder() {
            return Files.isDirectory(path);
        }

        @Override
        public OptionalLong written() {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return attributes.isRegularFile()
                        ? OptionalLong.of(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS))
                        : OptionalLong.empty();
            } catch (IOException gone) {
                return OptionalLong.empty();
            }
        }
    }
}
