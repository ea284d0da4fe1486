package io.relayguard.buffer.smtp;

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
    SmtpRequest mail(OutgoingMessage message) throws IOException {
        List<CharSequence> parameters = new ArrayList<>();
        parameters.add("FROM:" + clean(message.reversePath().toString()));
        if (extensions.offers("8BITMIME")) {
            parameters.add("BODY=8BITMIME");
        }
        if (extensions.offers("SIZE")) {
            parameters.add("SIZE=" + message.content().size());
        }
        if (needsUtf8(message)) {
            parameters.add("SMTPUTF8");
        }
        return new DefaultSmtpRequest(SmtpCommand.MAIL, parameters.toArray(CharSequence[]::new));
    }

    SmtpRequest rcpt(String recipient) {
        return new DefaultSmtpRequest(SmtpCommand.RCPT, "TO:<" + clean(recipient) + ">");
    }

    private static boolean needsUtf8(OutgoingMessage message) {
        return !Preflight.isAscii(message.reversePath().toString())
                || !message.recipients().stream().allMatch(Preflight::isAscii);
    }

    /** No address ends a command line early. */
    private static String clean(String address) {
        if (address.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "an address with a control character cannot be sent: " + Answers.clean(address));
        }
        return address;
    }
}
