package io.relayguard.relaytest;

import java.time.Duration;

/**
 * What the test allows itself, and the server.
 *
 * @param reply the longest wait for a connection, for a reply, for a TLS handshake
 * @param whole the longest that the whole test may take; a form that was begun is finished
 * @param connectionsInAMinute how many connections may start in any minute
 */
public record Limits(Duration reply, Duration whole, int connectionsInAMinute) {
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), Duration.ofMinutes(30), 60);

    public Limits {
        if (reply.isNegative() || reply.isZero() || whole.isNegative() || whole.isZero() || connectionsInAMinute < 1) {
            throw new IllegalArgumentException("limits above nothing are needed, not " + reply + ", " + whole + ", "
                    + connectionsInAMinute + " connections");
        }
    }
}
