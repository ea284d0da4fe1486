package io.relayguard.guard;

import com.google.common.net.InetAddresses;
import io.relayguard.core.settings.DnsSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/** dnsjava's resolver for the servers of {@code <dns>}: UDP, and TCP for what does not fit. */
public final class Resolvers {
    private Resolvers() {}

    /**
     * One server is waited for at most so long before the next is asked, and one answer at most so long in all.
     *
     * <p>ExtendedResolver's own timeout is that of all its servers together; theirs is 5 s after its constructor.
     */
    public static Resolver of(DnsSettings settings, Duration perServer, Duration longest) {
        ExtendedResolver all = settings.servers().isEmpty()
                ? new ExtendedResolver()
                : new ExtendedResolver(
                        settings.servers().stream().map(Resolvers::resolver).toArray(Resolver[]::new));
        for (Resolver one : all.getResolvers()) {
            one.setTimeout(perServer);
        }
        all.setTimeout(longest);
        return all;
    }

    private static Resolver resolver(DnsSettings.Server server) {
        return new SimpleResolver(
                new InetSocketAddress(InetAddresses.forString(server.address().toString()), server.port()));
    }
}
