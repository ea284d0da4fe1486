package io.relayguard.spool.format;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One process has a folder, for as long as it lives, however it ends; within it, whoever likes.
 *
 * <p>The system holds the lock on the file {@code .lock}, which says who has it and is never removed: whoever opened it
 * before would hold a lock on a file that nobody else finds.
 */
final class FolderLock {
    static final String NAME = ".lock";
    private static final int LONGEST_OWNER = 200;

    /**
     * Never closed: closing a lock file once, anywhere in a process, ends the process's lock on it (POSIX). Nor is there anybody
     * to close it: James (MailRepositoryStore) tells no repository that it is done with it.
     */
    private static final Map<Path, FileChannel> HELD = new HashMap<>();

    private FolderLock() {}

    /**
     * Takes the folder for this process, if it has not got it yet.
     *
     * @throws IOException if another process has it, and which
     */
    static synchronized void hold(Path folder) throws IOException {
        Path key = folder.toRealPath();
        if (HELD.containsKey(key)) {
            return;
        }
        FileChannel channel = open(key.resolve(NAME));
        if (!isOurs(channel)) {
            String owner = owner(channel);
            channel.close();
            throw new IOException(folder + " is in use by another process (" + owner
                    + "): expected that no other server has this folder. Give each server a <node> of its own");
        }
        HELD.put(key, channel);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                Permissions.ofFiles(file));
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() == null) {
                return false;
            }
        } catch (OverlappingFileLockException alsoOurs) {
            // Another class loader's copy of this class holds it, so this process does
            return true;
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(ourselves().getBytes(StandardCharsets.UTF_8)), 0);
        return true;
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer written = ByteBuffer.allocate(LONGEST_OWNER);
        channel.read(written, 0);
        return new String(written.array(), 0, written.position(), StandardCharsets.UTF_8).strip();
    }

    private static String ourselves() {
        return "pid " + ProcessHandle.current().pid() + " on " + host() + "\n";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "this host";
        }
    }
}
