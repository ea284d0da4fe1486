package io.relayguard.buffer;

import io.relayguard.core.primary.Outcome;
import java.util.List;

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

    List<Outcome> send(OutgoingMessage message) throws ConversationBroken {
        messages++;
        List<Outcome> outcomes = conversation.send(message);
        idle = false;
        return outcomes;
    }

    /** If another message can be offered. */
    boolean isUsable() {
        return messages < mostMessages && conversation.isUsable();
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
