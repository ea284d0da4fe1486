package io.relayguard.guard.dnsbl;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Listing;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.dnsbl.Subject;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.settings.DnsblSettings.CacheRules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What zones have said, each answer for as long as DNS and the configuration let it live; while a question is under way,
 * all who ask it wait for the one answer.
 */
final class Answers {
    private final AsyncCache<Key, Kept> cache;

    private record Key(ZoneWatch.Key zone, Subject subject) {}

    /** An answer, and how long it may be kept. */
    record Kept(Listing listing, Duration lifetime) {
        /**
         * Kept within the limits of the configuration, whatever DNS says; an address that is no listing is silence, and
         * kept as such.
         */
        static Kept of(DnsReply reply, CacheRules rules) {
            Listing listing = Listing.of(reply);
            return new Kept(listing, listing instanceof Listing.NoAnswer ? rules.silence() : lifetime(reply, rules));
        }

        private static Duration lifetime(DnsReply reply, CacheRules rules) {
            return reply.match(new DnsReply.Cases<>() {
                @Override
                public Duration addresses(List<IpAddress> addresses, Duration keptFor) {
                    return rules.listed().limit(keptFor);
                }

                @Override
                public Duration nothing(Duration keptFor) {
                    return rules.unlisted().limit(keptFor);
                }

                @Override
                public Duration failed(Silence why) {
                    return rules.silence();
                }
            });
        }
    }

    /** @param nanos the clock that lifetimes are counted by */
    Answers(int entries, LongSupplier nanos) {
        cache = Caffeine.newBuilder()
                .maximumSize(entries)
                .expireAfter(Expiry.<Key, Kept>creating((key, kept) -> kept.lifetime()))
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * The answer that is kept, or that is under way, or that this question gets.
     *
     * <p>It is asked outside of the cache's locks: its answer may suspend the zone, which forgets, and would find them taken.
     */
    CompletableFuture<Kept> get(ZoneWatch.Key zone, Subject subject, Supplier<CompletableFuture<Kept>> question) {
        CompletableFuture<Kept> ours = new CompletableFuture<>();
        CompletableFuture<Kept> one = cache.get(new Key(zone, subject), (key, executor) -> ours);
        if (one == ours) {
            fill(ours, question);
        }
        return one;
    }

    /** Whatever goes wrong ends it: what stays under way would be waited for by all who come later. */
    private static void fill(CompletableFuture<Kept> ours, Supplier<CompletableFuture<Kept>> question) {
        var unused = CompletableFuture.completedFuture(question)
                .thenCompose(Supplier::get)
                .whenComplete((kept, fault) -> {
                    if (fault == null) {
                        ours.complete(kept);
                    } else {
                        ours.completeExceptionally(fault);
                    }
                });
    }

    /** Ends what is under way to a zone that is asked no more: nobody waits for it any longer. */
    void giveUp(ZoneWatch.Key zone, Kept instead) {
        cache.asMap().forEach((key, answer) -> {
            if (key.zone().equals(zone)) {
                answer.complete(instead);
            }
        });
    }

    /** Forgets all that a zone has said: nobody knows any more what it meant. */
    void forget(ZoneWatch.Key zone) {
        cache.asMap().keySet().removeIf(key -> key.zone().equals(zone));
    }

    long size() {
        return cache.synchronous().estimatedSize();
    }
}
