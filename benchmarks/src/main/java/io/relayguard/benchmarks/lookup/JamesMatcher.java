package io.relayguard.benchmarks.lookup;

import com.google.common.net.InetAddresses;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.IpNetwork;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.dnsservice.library.netmatcher.NetMatcher;

/** James's NetMatcher, which its own authorizedAddresses and matchers ask; it asks DNS even for literals. */
final class JamesMatcher {
    private JamesMatcher() {}

    static NetMatcher of(List<IpNetwork> networks) {
        return new NetMatcher(networks.stream().map(IpNetwork::toString).toList(), new Literals());
    }

    /** The same address in the JDK's type. */
    static InetAddress address(IpAddress address) {
        return InetAddresses.forString(address.toString());
    }

    /** Takes literals for what they are. */
    private static final class Literals implements DNSService {
        @Override
        public InetAddress getByName(String host) {
            return InetAddresses.forString(host);
        }

        @Override
        public Collection<InetAddress> getAllByName(String host) {
            return List.of(getByName(host));
        }

        @Override
        public Collection<String> findMXRecords(String hostname) {
            return List.of();
        }

        @Override
        public Collection<String> findTXTRecords(String hostname) {
            return List.of();
        }

        @Override
        public InetAddress getLocalHost() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public String getHostName(InetAddress address) {
            return InetAddresses.toAddrString(address);
        }
    }
}
