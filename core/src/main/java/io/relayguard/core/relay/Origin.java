package io.relayguard.core.relay;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.Networks;
import java.util.Optional;

/** Where a message came from, as far as relaying is concerned. Never read off the address that James filled in alone. */
public sealed interface Origin {
    /** If mail from there may go anywhere. */
    boolean isInside(Networks networks);

    /** Who it is, inside or outside, and what makes it so. */
    String standing(Networks networks);

    /** The way that mail from there takes to the outside; empty where no role can close it. */
    Optional<Permit> permitToOutside();

    /** An SMTP client that did not say who it is: inside if its address is. */
    record Client(IpAddress address) implements Origin {
        @Override
        public boolean isInside(Networks networks) {
            return networks.isInside(address);
        }

        @Override
        public String standing(Networks networks) {
            return this + " is " + networks.standing(address);
        }

        @Override
        public Optional<Permit> permitToOutside() {
            return Optional.of(Permit.NETWORKS_TO_OUTSIDE);
        }

        @Override
        public String toString() {
            return "client " + address;
        }
    }

    /** A user who proved who they are, by SMTP AUTH or JMAP: inside, wherever they are. */
    record User(String name) implements Origin {
        @Override
        public boolean isInside(Networks networks) {
            return true;
        }

        @Override
        public String standing(Networks networks) {
            return this + " is inside: logged in";
        }

        @Override
        public Optional<Permit> permitToOutside() {
            return Optional.of(Permit.USERS_TO_OUTSIDE);
        }

        @Override
        public String toString() {
            return "user " + name;
        }
    }

    /** Fetched from a mailbox elsewhere by the named task: outside, always. */
    record Collected(String task) implements Origin {
        @Override
        public boolean isInside(Networks networks) {
            return false;
        }

        @Override
        public String standing(Networks networks) {
            return this + ": outside, as all fetched mail";
        }

        @Override
        public Optional<Permit> permitToOutside() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "collected by " + task;
        }
    }

    /** Made by this server: a bounce, an auto-reply, a forward that a local user asked for. */
    record Ourselves() implements Origin {
        @Override
        public boolean isInside(Networks networks) {
            return true;
        }

        @Override
        public String standing(Networks networks) {
            return "made by this server itself: inside";
        }

        @Override
        public Optional<Permit> permitToOutside() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "ourselves";
        }
    }

    /** Nothing tells how it came in: outside. James notes 127.0.0.1 for whatever no client sent. */
    record Untraced() implements Origin {
        @Override
        public boolean isInside(Networks networks) {
            return false;
        }

        @Override
        public String standing(Networks networks) {
            return "of unknown origin: outside";
        }

        @Override
        public Optional<Permit> permitToOutside() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "untraced";
        }
    }
}
