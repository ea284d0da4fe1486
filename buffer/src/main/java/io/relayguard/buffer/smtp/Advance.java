package io.relayguard.buffer.smtp;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.relayguard.core.primary.Extensions;
import java.net.InetAddress;
import java.time.Duration;

/**
 * Whether the envelope of the next message goes out together with the final dot of the one before it: to a primary that offers
 * PIPELINING (RFC 2920), unless it has left that without an answer. Some drop what they have been sent behind the dot. Threads
 * may share it.
 */
final class Advance {
    private static final int MOST = 1000;
    private static final Duration FORGIVEN = Duration.ofHours(1);

    private final Cache<InetAddress, Boolean> useless = CacheBuilder.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(FORGIVEN)
            .build();

    boolean isUseful(Extensions extensions, InetAddress primary) {
        return extensions.offers("PIPELINING") && useless.getIfPresent(primary) == null;
    }

    /** For an hour it is asked for one message at a time. */
    void failed(InetAddress primary) {
        useless.put(primary, true);
    }
}
