package io.relayguard.buffer.smtp;

import io.netty.handler.codec.smtp.SmtpCommand;
import io.netty.handler.codec.smtp.SmtpRequest;
import java.time.Duration;

/**
 * How long a primary may take for each phase.
 *
 * @param greeting for the connection and the greeting
 * @param ehlo for the answer to EHLO, and to HELO
 * @param tls for the answer to STARTTLS, and for what makes the connection safe
 * @param mail for the answer to MAIL, and to RSET
 * @param rcpt for the answer to each RCPT
 * @param data for the answer to DATA
 * @param block for each piece of the message to be taken
 * @param end for the answer to the final dot
 * @param ahead for each answer to an envelope that went out with the final dot before it; nothing is lost by giving up sooner
 * @param quit for the answer to QUIT, for which nobody waits
 */
record Timeouts(
        Duration greeting,
        Duration ehlo,
        Duration tls,
        Duration mail,
        Duration rcpt,
        Duration data,
        Duration block,
        Duration end,
        Duration ahead,
        Duration quit) {
    /**
     * From MAIL to the final dot no less than RFC 5321 section 4.5.3.2 asks for: given up sooner, a mail that was taken is
     * sent twice. It wants five minutes for the greeting; for a peer that we know a dead one is found out sooner.
     */
    static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));

    Duration of(SmtpRequest request) {
        SmtpCommand command = request.command();
        if (command.equals(SmtpCommand.RCPT)) {
            return rcpt;
        }
        if (command.equals(SmtpCommand.DATA)) {
            return data;
        }
        return command.equals(SmtpCommand.EHLO) || command.equals(SmtpCommand.HELO) ? ehlo : mail;
    }
}
