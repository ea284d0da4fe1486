package io.relayguard.core.relay;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.Networks;

/** Where a message came from, as far as relaying is concerned. Never read off the address that James filled in alone. */
public sealed interface Origin {
    /** If mail from there may go anywhere. */
    boolean isInside(Networks networks);

    /** An SMTP client that did not say who it is: inside if its address is. */
    record Client(IpAddress address) implements Origin {
        @Override
        public boolean isInside(Networks networks) {
            return networks.isInside(address);
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
        public String toString() {
            return "ourselves";
        }
    }
}
