package io.relayguard.guard;

import com.google.common.base.Suppliers;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;

/** This host's own name, as its system gives it. */
final class HostName {
    /** As the host calls itself, often without its domain. */
    static final String OURS = localHost().getHostName();

    /**
     * With its domain, where the system knows it: what a primary wants to hear in EHLO. The system may ask DNS for it, so
     * it is not asked before the first conversation.
     */
    static final Supplier<String> FULLY_QUALIFIED = Suppliers.memoize(HostName::fullyQualified);

    private HostName() {}

    private static String fullyQualified() {
        String name = localHost().getCanonicalHostName();
        return InetAddresses.isInetAddress(name) ? OURS : name;
    }

    private static InetAddress localHost() {
        try {
            return InetAddress.getLocalHost();
        } catch (UnknownHostException nameless) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
