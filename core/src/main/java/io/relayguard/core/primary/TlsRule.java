package io.relayguard.core.primary;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How well the way to a primary must be protected before a message goes over it (STARTTLS, RFC 3207). */
public enum TlsRule {
    /** Never asked for. */
    NONE,

    /** With any certificate where it is offered, in the open where it is not or does not come about. */
    OPPORTUNISTIC,

    /** With any certificate, or the mail stays: nobody can listen, but who answers is not proved. */
    REQUIRED,

    /** With a certificate for the host's name from an authority that Java trusts, or the mail stays. */
    VERIFIED;

    /** As it is written behind {@code ?tls=}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TlsRule> of(String word) {
        return Stream.of(values()).filter(rule -> rule.word().equals(word)).findFirst();
    }

    /** If the mail stays where TLS does not come about. */
    public boolean isDemand() {
        return this == REQUIRED || this == VERIFIED;
    }
}
