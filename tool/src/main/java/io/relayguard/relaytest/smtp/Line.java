package io.relayguard.relaytest.smtp;

import io.relayguard.core.net.Excerpt;
import io.relayguard.core.settings.DurationForm;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection: commands go out, replies come back, and whatever is not done in time ends it. */
final class Line implements Closeable {
    private final Socket wire;
    private final Watchdog watchdog;
    private final Duration limit;
    private Socket socket;
    private ReplyReader replies;

    private interface Step<T> {
        T take() throws IOException;
    }

    @SuppressWarnings("NullAway.Init") // the replies are there once it is connected
    private Line(Socket socket, Watchdog watchdog, Duration limit) {
        this.wire = socket;
        this.socket = socket;
        this.watchdog = watchdog;
        this.limit = limit;
    }

    static Line connect(InetSocketAddress server, Optional<InetAddress> source, Duration limit, Watchdog watchdog)
            throws SessionBroken {
        Line line = new Line(new Socket(), watchdog, limit);
        line.timed("could not be connected to", () -> {
            if (source.isPresent()) {
                line.wire.bind(new InetSocketAddress(source.get(), 0));
            }
            line.wire.setTcpNoDelay(true);
            line.wire.connect(server, (int) Math.min(limit.toMillis(), Integer.MAX_VALUE));
            line.replies = new ReplyReader(new BufferedInputStream(line.wire.getInputStream()));
            return line;
        });
        return line;
    }

    /** Our end. */
    InetAddress localAddress() {
        return wire.getLocalAddress();
    }

    Reply read() throws SessionBroken {
        return timed("did not answer", () -> replies.read());
    }

    /** Sends all lines at once, and reads one reply for each. */
    List<Reply> exchange(List<String> lines) throws SessionBroken {
        List<Reply> all = new ArrayList<>();
        timed("did not answer", () -> {
            if (replies.hasMore()) {
                throw new SessionBroken("said something that it was not asked for");
            }
            send(String.join("\r\n", lines) + "\r\n");
            return all;
        });
        for (int i = 0; i < lines.size(); i++) {
            all.add(read());
        }
        return all;
    }

    /** From here on encrypted. */
    void encrypt() throws SessionBroken {
        timed("did not manage TLS", () -> {
            socket = TrustingTls.over(wire);
            replies = new ReplyReader(new BufferedInputStream(socket.getInputStream()));
            return socket;
        });
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private <T> T timed(String failure, Step<T> step) throws SessionBroken {
        try (Watchdog.Watch watch = watchdog.over(wire, limit)) {
            try {
                return step.take();
            } catch (IOException failed) {
                close();
                throw watch.wasTooLate()
                        ? new SessionBroken(failure + " within " + DurationForm.write(limit), failed)
                        : broken(failure, failed);
            }
        }
    }

    private static SessionBroken broken(String failure, IOException cause) {
        return cause instanceof SessionBroken known
                ? known
                : new SessionBroken(failure + ": " + Excerpt.plain(String.valueOf(cause.getMessage())), cause);
    }

    /** Closes the socket below TLS: closing the TLS socket would wait for a write that does not end. */
    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException gone) {
            // Nobody is at the other end any more; there is nothing left to close.
            return;
        }
    }
}
