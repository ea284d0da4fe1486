package io.relayguard.benchmarks.waiting;

import io.relayguard.buffer.Buffer;
import io.relayguard.buffer.BufferEvents;
import io.relayguard.buffer.Conversation;
import io.relayguard.buffer.Conversations;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.BufferSettings;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** How much heap a mail takes that waits, among a million for a primary that is down: found at the start, unread. */
public final class WaitingHeap {
    private static final int MAILS = 1_000_000;
    private static final double MOST_BYTES = 200;
    private static final DomainName DOMAIN = new DomainName("example.org");

    private WaitingHeap() {}

    /** A primary that is not there. */
    private static final class Nobody implements Conversations {
        @Override
        public Conversation open(RelayDomain domain) throws PrimaryUnreachable {
            throw new PrimaryUnreachable("connection refused");
        }

        @Override
        public void close() {}
    }

    /** No arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        long before = heap();
        Buffer buffer = filled();
        long after = heap();
        if (buffer.kept(DOMAIN) != MAILS) {
            throw new IllegalStateException("expected " + MAILS + " mails, found " + buffer.kept(DOMAIN));
        }
        buffer.close();
        double each = (double) (after - before) / MAILS;
        System.out.println(String.format(
                Locale.ROOT,
                "%d mails wait: %.0f MiB, %.0f bytes each (at most %.0f)%s",
                MAILS,
                (after - before) / 1024.0 / 1024,
                each,
                MOST_BYTES,
                each <= MOST_BYTES ? "" : ", MISSED"));
        System.exit(each <= MOST_BYTES ? 0 : 1);
    }

    private static Buffer filled() throws InterruptedException {
        CountDownLatch found = new CountDownLatch(1);
        BufferEvents events = (kind, domain, subject, detail) -> {
            if (kind == BufferEvents.Kind.RESUMED) {
                found.countDown();
            }
        };
        Buffer buffer = new Buffer(
                BufferSettings.defaults("node"),
                RelayDomains.of(List.of(new RelayDomain(DOMAIN, List.of(new Primary.Mx()), "here"))),
                new Buffer.Ports(
                        new OnlyOne(new MadeKeys(MAILS)),
                        node -> Set.of(),
                        new Nobody(),
                        (mail, reply) -> {},
                        () -> Long.MAX_VALUE,
                        host -> false,
                        events),
                Clock.systemUTC());
        buffer.start();
        found.await();
        return buffer;
    }

    private static long heap() {
        for (int time = 0; time < 3; time++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
