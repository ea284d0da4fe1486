package io.relayguard.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This host's own name, as its system gives it. */
final class HostName {
    static final String OURS = ask();

    private HostName() {}

    private static String ask() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
