package io.relayguard.buffer;

import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.SmtpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A primary without a network: what it does is what the test says. */
final class FakePrimary implements Conversations {
    static final Outcome TAKEN = new Outcome.Delivered(new SmtpReply(250, "taken"));
    static final Outcome BUSY = new Outcome.Later("451 busy");

    /** What it does with one recipient of a message. */
    @FunctionalInterface
    interface Answer {
        Outcome to(String message, String recipient) throws ConversationBroken;
    }

    /** What happens when a conversation is opened. */
    @FunctionalInterface
    interface Door {
        void open() throws PrimaryUnreachable;
    }

    static final Door SHUT = () -> {
        throw new PrimaryUnreachable("connection refused");
    };

    final AtomicInteger opens = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();

    /** {@code subject recipient} of all that it said 250 to. */
    final List<String> taken = new CopyOnWriteArrayList<>();

    /** The primaries of each domain that was asked for a conversation. */
    final List<List<Primary>> asked = new CopyOnWriteArrayList<>();

    /** {@code subject then subject} of each message that was offered together with the next. */
    final List<String> announced = new CopyOnWriteArrayList<>();

    volatile InetAddress address = InetAddress.getLoopbackAddress();
    volatile Door door = () -> {};
    volatile Answer answer = (message, recipient) -> TAKEN;
    volatile boolean speaksDsn = true;
    volatile Runnable beforeSend = () -> {};

    static Outcome refused(String text) {
        return new Outcome.Never(new SmtpReply(550, text));
    }

    @Override
    public Conversation open(RelayDomain domain) throws PrimaryUnreachable {
        opens.incrementAndGet();
        asked.add(domain.primaries());
        door.open();
        return new Talk();
    }

    @Override
    public void close() {}

    private final class Talk implements Conversation {
        private boolean usable = true;

        @Override
        public List<Outcome> send(OutgoingMessage message) throws ConversationBroken {
            usable = false;
            beforeSend.run();
            String subject = subject(message);
            List<Outcome> outcomes = new ArrayList<>();
            for (String recipient : message.recipients()) {
                Outcome outcome = answer.to(subject, recipient);
                if (outcome instanceof Outcome.Delivered) {
                    taken.add(subject + " " + recipient);
                }
                outcomes.add(outcome);
            }
            usable = true;
            return outcomes;
        }

        @Override
        public List<Outcome> send(OutgoingMessage message, Optional<OutgoingMessage> next) throws ConversationBroken {
            next.ifPresent(one -> announced.add(subject(message) + " then " + subject(one)));
            return send(message);
        }

        private String subject(OutgoingMessage message) {
            try (InputStream in = message.content().open()) {
                String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                return text.substring("Subject: ".length(), text.indexOf('\r'));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public InetAddress address() {
            return address;
        }

        @Override
        public boolean speaksDsn() {
            return speaksDsn;
        }

        @Override
        public boolean isUsable() {
            return usable;
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }
}
