package io.relayguard.core.settings;

import java.time.Duration;

/**
 * {@code <buffer>}: where mail waits, and how long.
 *
 * @param repository a James mail repository URL without a trailing slash, such as {@code spool://var/mail/secondary-mx}
 * @param node this server's part of the repository: letters, digits, dot, hyphen, underscore
 * @param retry how long to leave a primary alone that is down
 * @param maxAge after this a message goes back through the bounce processor
 * @param connections at most this many at a time to one destination
 * @param bounceProcessor the James processor that permanent refusals go to
 */
public record BufferSettings(
        String repository, String node, Retry retry, Duration maxAge, int connections, String bounceProcessor) {
    public static final String DEFAULT_REPOSITORY = "spool://var/mail/secondary-mx";
    public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(5);
    public static final int DEFAULT_CONNECTIONS = 20;
    public static final String DEFAULT_BOUNCE_PROCESSOR = "bounces";

    /** {@code <retry first="1m" max="15m"/>}: doubled from {@code first} up to {@code max}, per destination. */
    public record Retry(Duration first, Duration max) {
        public static final Retry DEFAULT = new Retry(Duration.ofMinutes(1), Duration.ofMinutes(15));
    }

    /** What holds where {@code <buffer>} says nothing; the node is this host's name. */
    public static BufferSettings defaults(String hostName) {
        return new BufferSettings(
                DEFAULT_REPOSITORY,
                hostName,
                Retry.DEFAULT,
                DEFAULT_MAX_AGE,
                DEFAULT_CONNECTIONS,
                DEFAULT_BOUNCE_PROCESSOR);
    }
}
