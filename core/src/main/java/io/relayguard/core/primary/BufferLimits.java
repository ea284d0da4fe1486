package io.relayguard.core.primary;

import java.util.Optional;

/**
 * How much the buffer takes: beyond any of these it takes no more until something has left it.
 *
 * @param minFreeDisk octets that stay free where the mail is kept
 * @param messages at most so many in all
 * @param messagesPerDestination at most so many for one destination
 * @param octets at most so many in all
 * @param octetsPerDestination at most so many for one destination
 */
public record BufferLimits(
        long minFreeDisk, long messages, long messagesPerDestination, long octets, long octetsPerDestination) {

    /** What is kept, of one destination or in all: messages, and the octets of their texts. */
    public record Load(long messages, long octets) {
        public static final Load NONE = new Load(0, 0);

        public Load plus(Load other) {
            return new Load(messages + other.messages, octets + other.octets);
        }

        public Load plusMessage(long size) {
            return new Load(messages + 1, octets + size);
        }

        public Load minusMessage(long size) {
            return new Load(messages - 1, octets - size);
        }
    }

    /**
     * Why one more message is not taken, for the log; empty if it is.
     *
     * @param size the message's octets, 0 where they are not known yet
     * @param freeDisk octets that are free where the mail is kept
     */
    public Optional<String> refuses(long size, Load destination, Load all, long freeDisk) {
        if (freeDisk - size < minFreeDisk) {
            return Optional.of("free-disk");
        }
        Load destinationThen = destination.plusMessage(size);
        Load allThen = all.plusMessage(size);
        if (destinationThen.messages > messagesPerDestination || destinationThen.octets > octetsPerDestination) {
            return Optional.of("destination-full");
        }
        return allThen.messages > messages || allThen.octets > octets ? Optional.of("buffer-full") : Optional.empty();
    }
}
