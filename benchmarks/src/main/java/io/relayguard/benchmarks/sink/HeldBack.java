package io.relayguard.benchmarks.sink;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** What servers have said, each piece until its time has come. All wait equally long, so the first in is the first out. */
final class HeldBack {
    private final Queue<Piece> pieces = new ArrayDeque<>();
    private final long nanos;

    private record Piece(Passage passage, ByteBuffer octets, long due) {}

    HeldBack(Duration delay) {
        nanos = delay.toNanos();
    }

    void add(Passage passage, ByteBuffer octets) {
        pieces.add(new Piece(passage, octets, System.nanoTime() + nanos));
    }

    /** Until the next one is due, never too short; 0 if nothing is held back. */
    long millis() {
        Piece next = pieces.peek();
        return next == null ? 0 : 1 + Math.max(0, TimeUnit.NANOSECONDS.toMillis(next.due - System.nanoTime()));
    }

    void release() {
        for (Piece next = pieces.peek(); next != null && next.due <= System.nanoTime(); next = pieces.peek()) {
            pieces.remove();
            next.passage.passOn(next.octets);
        }
    }
}
