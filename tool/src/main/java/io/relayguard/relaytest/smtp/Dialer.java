package io.relayguard.relaytest.smtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Opens sessions: from one source, each step within one time limit, and not too many in a minute. */
public final class Dialer {
    private final Optional<InetAddress> source;
    private final Duration limit;
    private final ConnectionRate rate;
    private final Watchdog watchdog;

    public Dialer(Optional<InetAddress> source, Duration limit, ConnectionRate rate, Watchdog watchdog) {
        this.source = source;
        this.limit = limit;
        this.rate = rate;
        this.watchdog = watchdog;
    }

    /**
     * Connects, is greeted, says EHLO.
     *
     * @param helo the HELO name; empty for our address
     * @param tls whether to say STARTTLS first
     */
    public Session open(InetSocketAddress server, Optional<String> helo, boolean tls)
            throws SessionBroken, NotServed, InterruptedException {
        rate.await();
        Line line = Line.connect(server, source, limit, watchdog);
        try {
            return Session.open(line, helo, tls);
        } catch (SessionBroken | NotServed failed) {
            line.close();
            throw failed;
        }
    }
}
