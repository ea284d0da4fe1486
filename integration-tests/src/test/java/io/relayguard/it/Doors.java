package io.relayguard.it;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.smtp.ProxyHeader;
import io.relayguard.fixture.smtp.SmtpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Two more ways into the James of a sample: through a balancer that speaks the PROXY protocol, and past our hook, for
 * mail that is to look as if FetchMail had brought it.
 *
 * @param proxied the balancer's port
 * @param unguarded the port past our hook
 */
record Doors(int proxied, int unguarded) {
    static final String FETCHED = "X-Fetched";

    /** In the internal networks of every sample, and the one machine inside of those that know only one. */
    static final InetSocketAddress INSIDE = new InetSocketAddress("192.0.2.25", 40_025);

    static final InetSocketAddress OUTSIDE = new InetSocketAddress("198.51.100.7", 40_007);
    private static final InetSocketAddress PUBLIC = new InetSocketAddress("203.0.113.1", 25);

    static Doors onFreePorts() {
        return new Doors(Ports.free(), Ports.free());
    }

    Overlay openedIn(Overlay overlay) {
        return overlay.proxied(proxied).unguarded(unguarded).fetched(FETCHED, "a-mailbox-elsewhere");
    }

    /** A session of a client that the balancer names, after EHLO; the balancer's own address is one of ours. */
    SmtpClient throughBalancer(InetAddress balancer, InetSocketAddress client) throws IOException {
        return throughBalancer(balancer, ProxyHeader.version1(client, PUBLIC));
    }

    SmtpClient throughBalancer(InetAddress balancer, ProxyHeader header) throws IOException {
        InetSocketAddress server = new InetSocketAddress(Loopback.INSIDER, proxied);
        SmtpClient client = SmtpClient.connectThroughProxy(balancer, server, header);
        client.ehlo();
        return client;
    }

    SmtpClient pastTheHook() throws IOException {
        return RunningJames.clientTo(unguarded, Loopback.INSIDER);
    }
}
