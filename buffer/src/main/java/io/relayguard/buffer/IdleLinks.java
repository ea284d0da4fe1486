package io.relayguard.buffer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Connections that have nothing to do, kept for a while: the one that was used last is used first, so that those that are
 * too many grow old. Threads may share it.
 */
final class IdleLinks {
    private final Duration longest;
    private final Deque<Idle> links = new ArrayDeque<>();
    private boolean closed;

    private record Idle(Link link, long since) {}

    IdleLinks(Duration longest) {
        this.longest = longest;
    }

    /** One that can still be used. */
    Optional<Link> take() {
        for (Optional<Link> link = last(); link.isPresent(); link = last()) {
            if (link.get().isUsable()) {
                return link;
            }
            link.get().close();
        }
        return Optional.empty();
    }

    private synchronized Optional<Link> last() {
        return Optional.ofNullable(links.pollLast()).map(Idle::link);
    }

    /**
     * Keeps one; closes it if none is to be kept any more.
     *
     * @return if it is the only one, so that nobody has been told yet to look after them
     */
    boolean keep(Link link, long millis) {
        synchronized (this) {
            if (!closed) {
                link.nowIdle();
                links.addLast(new Idle(link, millis));
                return links.size() == 1;
            }
        }
        link.close();
        return false;
    }

    /**
     * Closes those that have lain idle for too long.
     *
     * @return if others are left
     */
    boolean closeOld(long millis) {
        List<Link> old = new ArrayList<>();
        boolean left;
        synchronized (this) {
            while (!links.isEmpty() && links.getFirst().since() + longest.toMillis() <= millis) {
                old.add(links.removeFirst().link());
            }
            left = !links.isEmpty();
        }
        old.forEach(Link::close);
        return left;
    }

    /** Closes all, now and for good. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        drop();
    }

    /** Closes all that are there now: they lead to where the primary was. */
    void drop() {
        for (Optional<Link> link = last(); link.isPresent(); link = last()) {
            link.get().close();
        }
    }
}
