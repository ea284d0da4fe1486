package io.relayguard.buffer;

import io.relayguard.core.primary.Outcome;
import java.util.List;
import java.util.Optional;

/** One connection that is kept from message to message: how many it has carried, and if it lay idle meanwhile. */
final class Link {
    private final Conversation conversation;
    private final int mostMessages;
    private int messages;
    private boolean idle;

    Link(Conversation conversation, int mostMessages) {
        this.conversation = conversation;
        this.mostMessages = mostMessages;
    }

    /** See {@link Conversation#send(OutgoingMessage, Optional)}. */
    List<Outcome> send(OutgoingMessage message, Optional<OutgoingMessage> next) throws ConversationBroken {
        messages++;
        List<Outcome> outcomes = conversation.send(message, next);
        idle = false;
        return outcomes;
    }

    boolean speaksDsn() {
        return conversation.speaksDsn();
    }

    /** If another message can be offered. */
    boolean isUsable() {
        return messages < mostMessages && conversation.isUsable();
    }

    /** If yet another one can be offered after that, as far as can be known. */
    boolean hasRoomForTwo() {
        return messages + 1 < mostMessages;
    }

    void nowIdle() {
        idle = true;
    }

    /** If nothing was answered on it since it lay idle: that it breaks then says nothing of the primary. */
    boolean mayBeStale() {
        return idle;
    }

    void close() {
        conversation.close();
    }
}
