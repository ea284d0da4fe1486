package io.relayguard.buffer.smtp;

/** STARTTLS was taken up, and TLS did not come about: the connection is of no use any more. */
final class TlsFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    TlsFailed(String why, Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    String why() {
        return why;
    }
}
