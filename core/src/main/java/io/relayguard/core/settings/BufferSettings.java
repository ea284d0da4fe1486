package io.relayguard.core.settings;

import io.relayguard.core.primary.BufferLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code <buffer>}: where mail waits, and how long.
 *
 * @param repository a James mail repository URL without a trailing slash, such as {@code spool://var/mail/secondary-mx}
 * @param node this server's part of the repository: letters, digits, dot, hyphen, underscore
 * @param retry how long to leave a primary alone that is down
 * @param maxAge after this a message goes back through the bounce processor
 * @param delayWarning after this a message's sender is told that it waits; empty: never
 * @param connections how many, and how they are used
 * @param limits how much is taken
 * @param bounceProcessor the James processor that permanent refusals go to
 * @param relayedProcessor the one that a mail goes to whose sender is to be told that a primary without DSN has it; empty:
 *     nobody is told
 */
public record BufferSettings(
        String repository,
        String node,
        Retry retry,
        Duration maxAge,
        Optional<Duration> delayWarning,
        Connections connections,
        BufferLimits limits,
        String bounceProcessor,
        Optional<String> relayedProcessor) {
    public static final String DEFAULT_REPOSITORY = "spool://var/mail/secondary-mx";
    public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(5);
    public static final String DEFAULT_BOUNCE_PROCESSOR = "bounces";

    private static final long MEBIBYTE = 1 << 20;

    /** A million messages fit a heap of a few hundred megabytes; octets are limited by the disk. */
    public static final BufferLimits DEFAULT_LIMITS =
            new BufferLimits(256 * MEBIBYTE, 1_000_000, 1_000_000, Long.MAX_VALUE, Long.MAX_VALUE);

    /** {@code <retry first="1m" max="15m"/>}: doubled from {@code first} up to {@code max}, per destination. */
    public record Retry(Duration first, Duration max) {
        public static final Retry DEFAULT = new Retry(Duration.ofMinutes(1), Duration.ofMinutes(15));
    }

    /**
     * {@code <connections messages="1000" idle="10s">20</connections>}.
     *
     * @param most at most so many at a time to one destination
     * @param messages after so many one is closed
     * @param idle one that has nothing to do is closed after this
     */
    public record Connections(int most, int messages, Duration idle) {
        public static final Connections DEFAULT = new Connections(20, 1000, Duration.ofSeconds(10));
    }

    /** What holds where {@code <buffer>} says nothing; the node is this host's name. */
    public static BufferSettings defaults(String hostName) {
        return new BufferSettings(
                DEFAULT_REPOSITORY,
                hostName,
                Retry.DEFAULT,
                DEFAULT_MAX_AGE,
                Optional.empty(),
                Connections.DEFAULT,
                DEFAULT_LIMITS,
                DEFAULT_BOUNCE_PROCESSOR,
                Optional.empty());
    }
}
