package io.relayguard.buffer;

import com.google.common.collect.ImmutableSet;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.RelayDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A destination's connections: those that are kept, new ones, and where they led. Threads may share it. */
final class Links {
    private final Surroundings around;
    private final IdleLinks idle;
    private Instant lastAttempt = Instant.MIN;

    /** Where the primary was tried last, and where it has answered since. */
    private Set<IpAddress> addresses = Set.of();

    Links(Surroundings around) {
        this.around = around;
        this.idle = new IdleLinks(around.settings().connections().idle());
    }

    /** One that is kept, or a new one. */
    Link take(RelayDomain domain) throws PrimaryUnreachable {
        Optional<Link> kept = idle.take();
        return kept.isPresent() ? kept.get() : open(domain);
    }

    private Link open(RelayDomain domain) throws PrimaryUnreachable {
        synchronized (this) {
            lastAttempt = around.clock().instant();
        }
        try {
            Conversation conversation = around.conversations().open(domain);
            isThere(IpAddress.of(conversation.address()));
            return new Link(conversation, around.settings().connections().messages());
        } catch (PrimaryUnreachable unreachable) {
            leadTo(unreachable.tried().stream().map(IpAddress::of).collect(Collectors.toUnmodifiableSet()));
            throw unreachable;
        } catch (RuntimeException fault) {
            leadTo(Set.of());
            throw fault;
        }
    }

    private synchronized void isThere(IpAddress address) {
        addresses =
                ImmutableSet.<IpAddress>builder().addAll(addresses).add(address).build();
    }

    private synchronized void leadTo(Set<IpAddress> tried) {
        addresses = tried;
    }

    /** If the primary is there, as far as it was tried. */
    synchronized boolean areAt(IpAddress address) {
        return addresses.contains(address);
    }

    /** How long ago the primary was last called. */
    synchronized Duration sinceLastAttempt() {
        return Duration.between(lastAttempt, around.clock().instant());
    }

    /** Keeps one that has nothing to do; for a while. */
    void keep(Link link) {
        if (idle.keep(link, around.clock().millis())) {
            around.after(around.settings().connections().idle(), this::closeOld);
        }
    }

    private void closeOld() {
        if (idle.closeOld(around.clock().millis())) {
            around.after(around.settings().connections().idle(), this::closeOld);
        }
    }

    /** Closes those that have nothing to do. */
    void drop() {
        idle.drop();
    }

    /** The primary is elsewhere from now on. */
    void leadElsewhere() {
        leadTo(Set.of());
        drop();
    }

    /** Keeps none any more. */
    void close() {
        idle.close();
    }
}
