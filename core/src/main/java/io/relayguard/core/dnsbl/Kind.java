package io.relayguard.core.dnsbl;

import java.util.Arrays;
import java.util.Optional;

/** What a zone lists: addresses of clients, or domains (RFC 5782 section 2.1 and 2.2). */
public enum Kind {
    /** The client's address. */
    CLIENT("client"),

    /** The domain of MAIL FROM. */
    SENDER("sender"),

    /** The name in HELO or EHLO. */
    HELO("helo");

    private final String code;

    Kind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<Kind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findAny();
    }
}
