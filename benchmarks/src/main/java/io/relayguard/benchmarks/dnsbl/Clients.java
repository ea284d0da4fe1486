package io.relayguard.benchmarks.dnsbl;

/** Addresses of clients on the Internet, all different: lists are never asked about others. */
final class Clients {
    private static final int FIRST = 60 << 24;

    private Clients() {}

    static String number(int number) {
        int address = FIRST + number;
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }
}
