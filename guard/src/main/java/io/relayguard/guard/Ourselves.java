package io.relayguard.guard;

import com.google.common.net.InetAddresses;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.OwnAddresses;
import io.relayguard.core.settings.Self;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/**
 * This host among others: by its name, by an address of one of its interfaces, by what {@code <self>} says that it is
 * known by outside.
 */
record Ourselves(String hostName, Self self) implements OwnAddresses {
    boolean isNamed(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.equalsIgnoreCase(hostName)
                || DomainName.parse(host).filter(self.names()::contains).isPresent();
    }

    @Override
    public boolean contains(IpAddress address) {
        return hasAddress(InetAddresses.forString(address.toString()));
    }

    boolean hasAddress(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || self.addresses().contains(IpAddress.of(address))
                || isOfAnInterface(address);
    }

    private static boolean isOfAnInterface(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }
}
