package io.relayguard.buffer;

import io.relayguard.core.primary.BufferLimits.Load;
import java.util.concurrent.atomic.LongAdder;

/** What all destinations hold together. Threads may share it. */
final class Tally {
    private final LongAdder messages = new LongAdder();
    private final LongAdder octets = new LongAdder();

    void add(int moreMessages, long moreOctets) {
        messages.add(moreMessages);
        octets.add(moreOctets);
    }

    Load load() {
        return new Load(messages.sum(), octets.sum());
    }
}
