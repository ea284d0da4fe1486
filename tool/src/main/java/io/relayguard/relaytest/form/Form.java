package io.relayguard.relaytest.form;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One way to talk a server into relaying: what is written behind {@code MAIL FROM:} and {@code RCPT TO:}, with
 * {@linkplain Place places} where the names of a server stand.
 *
 * @param id stable: reports name the form by it
 * @param helo the HELO name; empty for the tester's own
 */
public record Form(String id, Group group, Way way, Optional<String> helo, String mail, String rcpt) {
    private static final Pattern CLASSIC = Pattern.compile("[0-9]+");

    /** Whether it is one of the probes that every open-relay test sends. */
    public boolean isClassic() {
        return CLASSIC.matcher(id).matches();
    }

    Stream<String> templates() {
        return Stream.concat(helo.stream(), Stream.of(mail, rcpt));
    }
}
