package io.relayguard.benchmarks.dnsbl;

/** One side: whether five zones list a client. Threads share it; each waits until its own answer is there. */
interface ListChecker {
    boolean lists(String client);
}
