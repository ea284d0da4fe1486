package io.relayguard.buffer.smtp;

import io.relayguard.core.primary.TlsRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address at which a primary is to be tried.
 *
 * @param host the name or address by which it was looked up: what its certificate has to be for
 * @param tls how well the way there must be protected
 */
public record PrimaryAddress(InetSocketAddress socket, String host, TlsRule tls) {
    public InetAddress ip() {
        return socket.getAddress();
    }

    /** If a second attempt would be the first over again. */
    public boolean isAsGoodAs(PrimaryAddress other) {
        return socket.equals(other.socket)
                && tls == other.tls
                && (tls != TlsRule.VERIFIED || host.equalsIgnoreCase(other.host));
    }

    @Override
    public String toString() {
        return ip().getHostAddress() + ":" + socket.getPort();
    }
}
