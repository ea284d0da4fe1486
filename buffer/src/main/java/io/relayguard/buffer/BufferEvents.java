package io.relayguard.buffer;

import io.relayguard.core.address.DomainName;

/** Port: what the buffer reports, for the log and the metrics; called by many threads, must not throw. */
@FunctionalInterface
public interface BufferEvents {
    /** What happened; {@link #code()} is the stable {@code event=} of the log line. */
    enum Kind {
        KEPT("kept"),
        DELIVERED("delivered"),
        DEFERRED("deferred"),
        REFUSED("refused"),
        EXPIRED("expired"),
        GIVEN_BACK("given-back"),
        DELAYED("delayed"),
        RELAYED("relayed"),
        UNDELIVERABLE("undeliverable"),
        GONE("gone"),
        LOOP("loop"),
        FULL("full"),
        FAULT("fault"),
        PRIMARY_UP("primary-up"),
        PRIMARY_DOWN("primary-down"),
        WOKEN("woken"),
        HELD("held"),
        RELEASED("released"),
        RESUMED("resumed"),
        ADOPTED("adopted");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * One event.
     *
     * @param subject a mail's name, or empty where it is about the destination itself
     * @param detail the primary's words, or the fault
     */
    void on(Kind kind, DomainName destination, String subject, String detail);
}
