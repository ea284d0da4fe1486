package io.relayguard.buffer.smtp;

import com.google.common.base.CharMatcher;
import io.netty.handler.codec.smtp.DefaultSmtpRequest;
import io.netty.handler.codec.smtp.SmtpCommand;
import io.netty.handler.codec.smtp.SmtpRequest;
import io.relayguard.buffer.OutgoingMessage;
import io.relayguard.core.primary.Extensions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** MAIL and RCPT with the parameters that the primary understands. */
record Commands(Extensions extensions) {
    private static final String DSN = "DSN";

    SmtpRequest mail(OutgoingMessage message) throws IOException {
        List<CharSequence> parameters = new ArrayList<>();
        parameters.add("FROM:" + clean(message.reversePath().toString()));
        if (extensions.offers("8BITMIME")) {
            parameters.add("BODY=8BITMIME");
        }
        if (extensions.offers("SIZE")) {
            addSize(message.content().size(), parameters);
        }
        if (needsUtf8(message)) {
            parameters.add("SMTPUTF8");
        }
        if (extensions.offers(DSN)) {
            message.wishes().forMail().forEach(wish -> parameters.add(clean(wish)));
        }
        return new DefaultSmtpRequest(SmtpCommand.MAIL, parameters.toArray(CharSequence[]::new));
    }

    /** James says -1 of what it cannot measure. */
    private static void addSize(long octets, List<CharSequence> parameters) {
        if (octets > 0) {
            parameters.add("SIZE=" + octets);
        }
    }

    SmtpRequest rcpt(OutgoingMessage message, String recipient) {
        List<CharSequence> parameters = new ArrayList<>();
        parameters.add("TO:<" + clean(recipient) + ">");
        if (extensions.offers(DSN)) {
            message.wishes().forRecipient(recipient).forEach(wish -> parameters.add(clean(wish)));
        }
        return new DefaultSmtpRequest(SmtpCommand.RCPT, parameters.toArray(CharSequence[]::new));
    }

    private static boolean needsUtf8(OutgoingMessage message) {
        if (!Preflight.isAscii(message.reversePath().toString())) {
            return true;
        }
        for (String recipient : message.recipients()) {
            if (!Preflight.isAscii(recipient)) {
                return true;
            }
        }
        return false;
    }

    /** No address ends a command line early. */
    private static String clean(String address) {
        if (CharMatcher.javaIsoControl().matchesAnyOf(address)) {
            throw new IllegalArgumentException(
                    "an address with a control character cannot be sent: " + Answers.clean(address));
        }
        return address;
    }
}
