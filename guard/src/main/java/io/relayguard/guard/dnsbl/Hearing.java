package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Silence;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whether DNS says anything at all, to whatever question. Threads may share it. */
final class Hearing {
    private final LongSupplier nanos;

    /** When the first question was asked since an answer came. */
    private final AtomicReference<@Nullable Long> firstUnanswered = new AtomicReference<>();

    Hearing(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void asked() {
        if (firstUnanswered.get() == null) {
            firstUnanswered.compareAndSet(null, nanos.getAsLong());
        }
    }

    /** Whatever comes from a server counts, errors among it. */
    void answered(DnsReply reply) {
        boolean heard = !(reply instanceof DnsReply.Failed failed) || isFromServer(failed.why());
        if (heard) {
            firstUnanswered.set(null);
        }
    }

    private static boolean isFromServer(Silence why) {
        return !why.isOurs() && !why.isNoReply();
    }

    /** If nothing has come for so long, though something was asked. */
    boolean isSilent(Duration forAtLeast) {
        Long since = firstUnanswered.get();
        return since != null && nanos.getAsLong() - since >= forAtLeast.toNanos();
    }
}
