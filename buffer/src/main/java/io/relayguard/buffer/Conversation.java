package io.relayguard.buffer;

import io.relayguard.core.primary.Outcome;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Port: one open conversation with a primary; used by one thread at a time. */
public interface Conversation extends AutoCloseable {
    /**
     * Offers one message.
     *
     * @return what became of each recipient, in the order of the message's recipients
     * @throws ConversationBroken if the conversation ended before all was answered; nothing is known of any recipient
     */
    List<Outcome> send(OutgoingMessage message) throws ConversationBroken;

    /**
     * The same, where the caller means to offer another one next: a primary that takes commands in groups may hear of that
     * one together with the final dot of this one (RFC 2920). Nothing else can be offered then; only to close is left.
     */
    default List<Outcome> send(OutgoingMessage message, Optional<OutgoingMessage> next) throws ConversationBroken {
        return send(message);
    }

    /** Where the primary is that takes part. */
    InetAddress address();

    /**
     * If the primary takes what senders want to be told about (RFC 3461): then telling them is its part. One of which that is
     * not asked is taken for one that does.
     */
    default boolean speaksDsn() {
        return true;
    }

    /** If another message can be offered. */
    boolean isUsable();

    /** Says goodbye if it can; never throws. */
    @Override
    void close();
}
