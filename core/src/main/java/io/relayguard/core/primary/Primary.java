package io.relayguard.core.primary;

/** Where a relay domain's mail goes: its MX records, or a host that the administrator names. */
public sealed interface Primary {
    /** {@code mx}: as the DNS says (RFC 5321 section 5.1), without ourselves; TLS where it is offered. */
    record Mx() implements Primary {}

    /**
     * {@code smtp://host:port?tls=rule}: a domain name or an address literal without brackets, a TCP port (1 to 65535),
     * and how well the way there must be protected.
     */
    record Host(String host, int port, TlsRule tls) implements Primary {
        public static final int DEFAULT_PORT = 25;
        public static final TlsRule DEFAULT_TLS = TlsRule.OPPORTUNISTIC;

        public Host(String host, int port) {
            this(host, port, DEFAULT_TLS);
        }
    }
}
