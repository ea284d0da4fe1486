package io.relayguard.repositories;

import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.Conversations;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.SmtpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A primary without a network, which remembers what it was given. */
final class Primary implements Conversations {
    /** One message that it took for one recipient; a character for each octet. */
    record Taken(String sender, String recipient, String message) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    volatile boolean isUp;
    volatile Predicate<String> isBusyFor = recipient -> false;

    List<String> recipients() {
        return taken.stream().map(Taken::recipient).toList();
    }

    @Override
    public Conversation open(RelayDomain domain) throws PrimaryUnreachable {
        if (!isUp) {
            throw new PrimaryUnreachable("connection refused");
        }
        return new Talk();
    }

    @Override
    public void close() {}

    private final class Talk implements Conversation {
        @Override
        public List<Outcome> send(OutgoingMessage message) {
            String octets = read(message);
            List<Outcome> outcomes = new ArrayList<>();
            for (String recipient : message.recipients()) {
                if (isBusyFor.test(recipient)) {
                    outcomes.add(new Outcome.Later("451 busy"));
                } else {
                    taken.add(new Taken(message.reversePath().toString(), recipient, octets));
                    outcomes.add(new Outcome.Delivered(new SmtpReply(250, "taken")));
                }
            }
            return outcomes;
        }

        private String read(OutgoingMessage message) {
            try (InputStream in = message.content().open()) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public InetAddress address() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public boolean isUsable() {
            return isUp;
        }

        @Override
        public void close() {}
    }
}
