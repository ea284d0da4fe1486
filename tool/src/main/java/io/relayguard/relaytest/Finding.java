package io.relayguard.relaytest;

import io.relayguard.relaytest.form.Form;
import java.util.Optional;

/**
 * One form, as it was tried on one channel, and what became of it.
 *
 * @param helo the HELO name, where it is part of the form
 * @param mail what stood behind {@code MAIL FROM:}, the names filled in as far as they are known
 * @param rcpt what stood behind {@code RCPT TO:}, likewise
 * @param evidence empty if it was not tried, or not answered
 * @param delivery what became of the marked message, where one was sent
 */
public record Finding(
        Form form,
        Channel channel,
        Optional<String> helo,
        String mail,
        String rcpt,
        Outcome outcome,
        Optional<Evidence> evidence,
        Optional<String> delivery) {
    boolean is(Outcome.Kind kind) {
        return outcome.kind() == kind;
    }
}
