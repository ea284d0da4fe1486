package io.relayguard.relaytest.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes a socket on which something takes too long.
 *
 * <p>A socket's own time-out is one for each read, not for writes, and not for a TLS handshake as a whole: a server
 * that sends one octet now and then is never late by it.
 */
public final class Watchdog implements Closeable {
    private final ScheduledThreadPoolExecutor timer;

    public Watchdog() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "relay-test watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Something that is being done on a socket; closed once it is done. */
    final class Watch implements AutoCloseable {
        private final AtomicBoolean tooLate = new AtomicBoolean();
        private final Future<?> end;

        private Watch(Socket socket, Duration limit) {
            end = timer.schedule(() -> end(socket), limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void end(Socket socket) {
            tooLate.set(true);
            try {
                socket.close();
            } catch (IOException gone) {
                // What reads or writes there fails all the same.
                tooLate.set(true);
            }
        }

        boolean wasTooLate() {
            return tooLate.get();
        }

        @Override
        public void close() {
            end.cancel(false);
        }
    }

    Watch over(Socket socket, Duration limit) {
        return new Watch(socket, limit);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
