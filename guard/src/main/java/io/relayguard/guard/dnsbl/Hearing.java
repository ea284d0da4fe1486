package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Silence;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether DNS says anything at all, to whatever question. Threads may share it.
 *
 * <p>While it has said nothing for long, few questions are on their way at a time: enough to hear when it is back, and to find
 * out which zones are dead.
 */
final class Hearing {
    static final Duration LONG_SILENCE = Duration.ofSeconds(1);
    static final int FEW = 50;

    private final LongSupplier nanos;
    private final AtomicInteger underWay = new AtomicInteger();

    /** When the first question was asked since an answer came. */
    private final AtomicReference<@Nullable Long> firstUnanswered = new AtomicReference<>();

    Hearing(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** If one more question makes sense now. */
    boolean mayAsk() {
        return underWay.get() < FEW || !isSilent();
    }

    void asked() {
        underWay.incrementAndGet();
        if (firstUnanswered.get() == null) {
            firstUnanswered.compareAndSet(null, nanos.getAsLong());
        }
    }

    /** Each question has one end; whatever comes from a server counts as heard, errors among it. */
    void answered(DnsReply reply) {
        underWay.decrementAndGet();
        boolean heard = !(reply instanceof DnsReply.Failed failed) || isFromServer(failed.why());
        if (heard) {
            firstUnanswered.set(null);
        }
    }

    private static boolean isFromServer(Silence why) {
        return !why.isOurs() && !why.isNoReply();
    }

    /** If nothing has come for long, though something was asked. */
    boolean isSilent() {
        Long since = firstUnanswered.get();
        return since != null && nanos.getAsLong() - since >= LONG_SILENCE.toNanos();
    }
}
