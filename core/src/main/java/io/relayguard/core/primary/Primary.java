package io.relayguard.core.primary;

/** Where a relay domain's mail goes: its MX records, or a host that the administrator names. */
public sealed interface Primary {
    /** {@code mx}: as the DNS says (RFC 5321 section 5.1), without ourselves. */
    record Mx() implements Primary {}

    /** {@code smtp://host:port}: a domain name or an address literal without brackets, and a TCP port (1 to 65535). */
    record Host(String host, int port) implements Primary {
        public static final int DEFAULT_PORT = 25;
    }
}
