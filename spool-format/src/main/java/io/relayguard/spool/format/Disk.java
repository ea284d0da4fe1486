package io.relayguard.spool.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What the spool needs of a file system: these operations and no others, so that a test can fail at each of them.
 *
 * <p>What a file holds is safe from a crash after {@link NewFile#force}; its name, or that it is gone, after {@link
 * #forceFolder} of the folder that it is in.
 */
public interface Disk {
    /** The file system of this machine. */
    static Disk ofThisMachine() {
        return MachineDisk.INSTANCE;
    }

    /** Makes a file that only its owner may read; there must be none of that name. */
    NewFile create(Path file) throws IOException;

    /**
     * Opens a file for reading.
     *
     * @throws java.nio.file.NoSuchFileException if there is none of that name
     */
    StoredFile open(Path file) throws IOException;

    boolean exists(Path entry);

    /** Gives a file another name, in one step; what had that name is gone. */
    void rename(Path file, Path name) throws IOException;

    /**
     * Gives a file one name more.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    void link(Path file, Path name) throws IOException;

    /** Removes a file; false if there was none. */
    boolean remove(Path file) throws IOException;

    /**
     * Removes a file; false if there was none. Its name is gone when this returns; what it held may be so later, and lies in
     * the folder given until then.
     */
    default boolean removeSoon(Path file, Path until) throws IOException {
        return remove(file);
    }

    /** Removes what an earlier process has left in such a folder, in a while. */
    default void clearSoon(Path folder) {}

    /** Makes a folder that only its owner may enter, unless it is there; the one above must be. */
    void createFolder(Path folder) throws IOException;

    void forceFolder(Path folder) throws IOException;

    /** Shows the entries of a folder, in no order, for as long as the reader wants more. */
    void list(Path folder, Predicate<Entry> reader) throws IOException;

    /**
     * Keeps other processes out of a folder for as long as this one lives.
     *
     * @throws IOException if another has it, and which
     */
    void hold(Path folder) throws IOException;

    /** A file that is being written. */
    interface NewFile extends Closeable {
        void write(long position, byte[] octets, int offset, int length) throws IOException;

        void force() throws IOException;
    }

    /** A file that is being read; it stays what it is while its name goes to another. */
    interface StoredFile extends Closeable {
        long size() throws IOException;

        /** How many octets were read, at least one; -1 at the end of the file. */
        int read(long position, byte[] target, int offset, int length) throws IOException;
    }

    /** One entry, to be looked at while it is shown. */
    interface Entry {
        String name();

        boolean isFolder();

        /** When a plain file was last written, in nanoseconds since 1970; empty for anything else, and for what is gone. */
        OptionalLong written();
    }
}
