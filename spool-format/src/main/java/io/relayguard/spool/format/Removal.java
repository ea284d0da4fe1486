package io.relayguard.spool.format;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deletes files in the background: they are moved out of the way at once, which waits for nothing. To delete one may wait for the
 * disk, for as long as it takes to write another; so that begins when no more are being removed, though not much later than the
 * first was.
 *
 * <p>What cannot be deleted stays where it was moved to, and is tried again with the next one. Threads may share it.
 */
final class Removal {
    private static final int SECONDS_WITHOUT_WORK = 10;
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Duration quiet;
    private final Duration longest;

    /** What it is moved to has no name that a mail could have, and none that another process gives. */
    private final String process = UUID.randomUUID() + "-";

    private final AtomicLong number = new AtomicLong();
    private volatile long last = System.nanoTime();
    private final Set<Path> toClear = ConcurrentHashMap.newKeySet();
    private final Executor worker = new ThreadPoolExecutor(
            0, 1, SECONDS_WITHOUT_WORK, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Removal::thread);

    Removal() {
        this(QUIET, LONGEST);
    }

    /**
     * Waits as long as that.
     *
     * @param quiet nothing more is being removed when nothing was for so long
     * @param longest how long a file that was removed lies there while others are being removed
     */
    Removal(Duration quiet, Duration longest) {
        this.quiet = quiet;
        this.longest = longest;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "relay-guard-removal");
        thread.setDaemon(true);
        return thread;
    }

    /** If the file was moved into the folder, which is made; false if there is no file, or it cannot be moved. */
    boolean take(Path file, Path folder) {
        Path target = folder.resolve(process + number.incrementAndGet());
        boolean moved = move(file, target) || (exists(file) && isMade(folder) && move(file, target));
        if (moved) {
            last = System.nanoTime();
            clear(folder);
        }
        return moved;
    }

    /** Unlike Files.move it throws nothing where there is no file. */
    private static boolean move(Path file, Path target) {
        return file.toFile().renameTo(target.toFile());
    }

    private static boolean exists(Path file) {
        return file.toFile().exists();
    }

    private static boolean isMade(Path folder) {
        try {
            MachineDisk.INSTANCE.createFolder(folder);
            return true;
        } catch (IOException deletedAtOnceThen) {
            return false;
        }
    }

    /** All that is in the folder is deleted in a while. */
    void clear(Path folder) {
        if (toClear.add(folder)) {
            long first = System.nanoTime();
            worker.execute(() -> clearOnceQuiet(folder, first));
        }
    }

    private void clearOnceQuiet(Path folder, long first) {
        long left = left(first);
        if (left > 0) {
            CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS, worker)
                    .execute(() -> clearOnceQuiet(folder, first));
        } else {
            toClear.remove(folder);
            deleteAll(folder);
        }
    }

    private long left(long first) {
        long now = System.nanoTime();
        return Math.min(quiet.toNanos() - (now - last), longest.toNanos() - (now - first));
    }

    private static void deleteAll(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.toFile().delete()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException triedAgain) {
            // There is no such folder yet, or it is left for the next time.
        }
    }
}
