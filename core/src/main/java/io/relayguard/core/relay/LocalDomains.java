package io.relayguard.core.relay;

/** Port: the domains whose mailboxes are on this server. */
@FunctionalInterface
public interface LocalDomains {
    /**
     * If the domain is one of them.
     *
     * @param domain a domain name in lower case, or an address literal
     * @throws Unavailable if the backend cannot say; that is neither yes nor no
     */
    boolean contains(String domain) throws Unavailable;

    /** The backend that knows the local domains does not answer. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unavailable(Throwable cause) {
            super("the list of local domains does not answer: " + cause.getMessage(), cause);
        }
    }
}
