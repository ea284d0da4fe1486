package io.relayguard.spool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** When a {@link SimulatedDisk} crashes or is full, counted in operations that change something, from 1 on. */
public final class SimulatedFaults {
    /** The change that never comes. */
    public static final int NEVER = 0;

    private int changes;
    private int crashBefore = NEVER;
    private int crashAfter = NEVER;
    private int fullAt = NEVER;
    private boolean full;
    private boolean off;

    /** The process and the machine end here: nothing that catches exceptions is to go on. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** One operation, or a part of it. */
    interface Change<T> {
        T run() throws IOException;
    }

    public int changes() {
        return changes;
    }

    /** The operation is not done; if it writes, a part of it may be. */
    public void crashBefore(int change) {
        crashBefore = change;
    }

    public void crashAfter(int change) {
        crashAfter = change;
    }

    /** One operation finds no space. */
    public void fullAt(int change) {
        fullAt = change;
    }

    /** From now on, or no longer, nothing can be written; removing can. */
    public void full(boolean isFull) {
        full = isFull;
    }

    void powerIsOff() {
        off = true;
    }

    void read() {
        if (off) {
            throw new Crash();
        }
    }

    <T> T change(Path path, Change<T> whole) throws IOException {
        return change(path, whole, () -> false);
    }

    <T> T change(Path path, Change<T> whole, Change<?> part) throws IOException {
        read();
        changes++;
        if (changes == fullAt || full) {
            part.run();
            throw new FileSystemException(path.toString(), null, "No space left on device");
        }
        return crashing(whole, part);
    }

    /** A change that needs no space. */
    <T> T release(Change<T> whole) throws IOException {
        read();
        changes++;
        return crashing(whole, () -> false);
    }

    private <T> T crashing(Change<T> whole, Change<?> part) throws IOException {
        if (changes == crashBefore) {
            part.run();
            throw crash();
        }
        T done = whole.run();
        if (changes == crashAfter) {
            throw crash();
        }
        return done;
    }

    private Crash crash() {
        off = true;
        return new Crash();
    }
}
