package io.relayguard.buffer;

import io.relayguard.core.primary.Outcome;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.SmtpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A primary and its DNS, as bad as the seed has them: not there, no longer there, slow, full, choosy, and now and then one that
 * takes the mail and is gone before it has said so.
 */
final class SimulatedPrimary implements Conversations {
    private final Random random;
    private final HandClock clock;
    private final Ledger ledger;
    private boolean good;

    SimulatedPrimary(Random random, HandClock clock, Ledger ledger) {
        this.random = random;
        this.clock = clock;
        this.ledger = ledger;
    }

    /** From now on there is no trouble with it; what it refuses it refuses. */
    void becomesGood() {
        good = true;
    }

    private boolean happens(int inSoMany) {
        return !good && random.nextInt(inSoMany) == 0;
    }

    private void maybeSlow() {
        if (happens(4)) {
            clock.move(Duration.ofMillis(random.nextInt(600_000)));
        }
    }

    @Override
    public Conversation open(RelayDomain domain) throws PrimaryUnreachable {
        maybeSlow();
        if (happens(3)) {
            throw new PrimaryUnreachable(random.nextBoolean() ? "DNS does not answer" : "connection refused");
        }
        return new Talk();
    }

    @Override
    public void close() {}

    private final class Talk implements Conversation {
        private boolean usable = true;

        @Override
        public List<Outcome> send(OutgoingMessage message) throws ConversationBroken {
            usable = false;
            maybeSlow();
            if (happens(6)) {
                throw new ConversationBroken("closed before the end");
            }
            String content = content(message);
            String mail = content.substring("Subject: ".length(), content.indexOf('\r'));
            ledger.isWhatWasSent(mail, content);
            boolean lost = happens(6);
            List<Outcome> outcomes = new ArrayList<>();
            for (String recipient : message.recipients()) {
                outcomes.add(outcome(mail, recipient));
            }
            if (lost) {
                ledger.losesReply(mail);
                throw new ConversationBroken("no answer to the final dot");
            }
            usable = !happens(5);
            return outcomes;
        }

        private Outcome outcome(String mail, String recipient) {
            if (recipient.startsWith("refused")) {
                return new Outcome.Never(new SmtpReply(550, "5.1.1 unknown"));
            }
            if (happens(3)) {
                return new Outcome.Later("451 4.2.1 busy");
            }
            ledger.settles("delivered", mail, recipient);
            return new Outcome.Delivered(new SmtpReply(250, "2.0.0 ok"));
        }

        private String content(OutgoingMessage message) {
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
            return usable;
        }

        @Override
        public void close() {}
    }
}
