package io.relayguard.buffer.smtp;

import com.hubspot.smtp.client.SmtpClientResponse;
import io.netty.handler.codec.smtp.SmtpRequests;
import io.relayguard.buffer.ConversationBroken;
import io.relayguard.core.primary.Extensions;
import io.relayguard.core.primary.SmtpReply;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Who is who: EHLO, and HELO where that is refused (RFC 5321 section 4.1.4). A primary that has our own name is ourselves:
 * its mail would go in a circle (RFC 5321 section 6.3).
 *
 * @param ourName this host's fully qualified name (RFC 5321 section 4.1.1.1), asked for when it is first needed
 * @param isOurName if a name is another one of ours
 */
record Introduction(Supplier<String> ourName, Predicate<String> isOurName) {
    private static final int OK = 250;

    /** Half the world calls itself so: that proves nothing. */
    private static final Set<String> NOBODYS = Set.of("localhost", "localhost.localdomain");

    /** The greeting. */
    void hear(SmtpReply greeting) throws ConversationBroken {
        refuseOurselves(greeting.text(), "greets");
        expectPositive(greeting, "the greeting");
    }

    /** What the primary can do. */
    Extensions exchange(Peer peer) throws ConversationBroken {
        SmtpClientResponse ehlo = peer.response(SmtpRequests.ehlo(ourName.get()));
        SmtpReply reply = Answers.only(ehlo);
        if (reply.code() == OK) {
            refuseOurselves(reply.text(), "answers EHLO");
            return Extensions.of(Answers.lines(ehlo));
        }
        if (reply.isPositive() || reply.isClosing()) {
            throw new ConversationBroken("answered EHLO with " + reply);
        }
        SmtpReply helo = peer.ask(SmtpRequests.helo(ourName.get()));
        expectPositive(helo, "HELO");
        refuseOurselves(helo.text(), "answers HELO");
        return Extensions.UNKNOWN;
    }

    /** The first word is the host's name in each of these replies; the others may name us rightly, as its client. */
    private void refuseOurselves(String text, String how) throws ConversationBroken {
        String name = withoutFinalDot(text.strip().split(" ", 2)[0]);
        if (isOurs(name)) {
            throw new ConversationBroken(
                    "5.4.6 mail loops back to this server: it " + how + " with our own name " + name);
        }
    }

    private boolean isOurs(String name) {
        return !name.isEmpty()
                && !NOBODYS.contains(name.toLowerCase(Locale.ROOT))
                && (name.equalsIgnoreCase(withoutFinalDot(ourName.get())) || isOurName.test(name));
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static void expectPositive(SmtpReply reply, String to) throws ConversationBroken {
        if (!reply.isPositive()) {
            throw new ConversationBroken("answered " + to + " with " + reply);
        }
    }
}
