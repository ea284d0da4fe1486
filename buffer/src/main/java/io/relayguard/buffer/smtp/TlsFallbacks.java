package io.relayguard.buffer.smtp;

import io.relayguard.core.address.DomainName;

/**
 * Port: hears once of each connection on which mail goes in the open though TLS was wished for ({@code tls=opportunistic});
 * called by many threads, must not throw.
 */
@FunctionalInterface
public interface TlsFallbacks {
    /** Why there is no TLS; {@link #code()} is the stable {@code reason=} of the log line. */
    enum Reason {
        NOT_OFFERED("not-offered"),
        REFUSED("refused"),

        /** It was begun, and did not come about: this is another connection to the same primary. */
        FAILED("failed");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * One connection.
     *
     * @param detail the same in words
     */
    void fellBack(DomainName destination, PrimaryAddress primary, Reason reason, String detail);
}
