package io.relayguard.guard;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** This host among mail exchangers: by its name, or by an address of one of its interfaces. */
record Ourselves(String hostName) {
    boolean isNamed(String host) {
        return host.equalsIgnoreCase(hostName);
    }

    boolean hasAddress(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }
}
