package io.relayguard.buffer;

import java.util.Optional;

/**
 * One conversation's messages, one after the other. Each is read before the one in front of it is offered, so that the primary
 * can hear of both at once.
 */
final class Serving {
    private final Destination destination;
    private final Link link;
    private Optional<Offer> ahead = Optional.empty();

    Serving(Destination destination, Link link) {
        this.destination = destination;
        this.link = link;
    }

    /**
     * Goes on until the line is empty, the connection is at its end, or the destination wants no more.
     *
     * @return if the line is empty, and the connection worth keeping for what comes
     */
    boolean run() {
        try {
            while (link.isUsable()) {
                Optional<Offer> offer = next();
                if (offer.isEmpty()) {
                    return ahead.isEmpty() && destination.isUpAndIdle();
                }
                ahead = link.hasRoomForTwo() ? destination.takeAhead() : Optional.empty();
                destination.deliver(link, offer.get(), ahead);
            }
            return false;
        } finally {
            ahead.ifPresent(destination::isNotOffered);
        }
    }

    private Optional<Offer> next() {
        if (ahead.isEmpty()) {
            return destination.take();
        }
        return destination.goesOn() ? ahead : Optional.empty();
    }
}
