package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.settings.DnsSettings;
import io.relayguard.guard.Resolvers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks through dnsjava, which waits for nothing: James's own DNSService blocks, and takes a failure for "no such host". */
final class DnsQuestions implements Questions {
    /** A packet that was lost is sent again after it; dnsjava looks at its clock once a second. */
    private static final Duration PER_ATTEMPT = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_UNDER_WAY = 2000;

    private final Resolver resolver;
    private final Executor executor;
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

    DnsQuestions(DnsSettings settings) {
        this.resolver = Resolvers.of(settings, PER_ATTEMPT, LONGEST);
        this.executor = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "relayguard-dnsbl");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public CompletableFuture<DnsReply> addresses(String name) {
        if (!underWay.tryAcquire()) {
            return CompletableFuture.completedFuture(new DnsReply.Failed(Silence.TOO_MANY));
        }
        return ask(name, Type.A)
                .handle((message, failure) -> {
                    underWay.release();
                    return message != null ? Interpretation.of(message) : Interpretation.of(failure);
                })
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<String> text(String name) {
        return ask(name, Type.TXT)
                .handle((message, failure) -> message == null ? "" : text(message))
                .toCompletableFuture();
    }

    private static String text(Message message) {
        return message.getSection(Section.ANSWER).stream()
                .filter(TXTRecord.class::isInstance)
                .flatMap(record -> ((TXTRecord) record).getStrings().stream())
                .collect(Collectors.joining(" "));
    }

    private CompletionStage<Message> ask(String name, int type) {
        try {
            Record question = Record.newRecord(Name.fromString(name), type, DClass.IN);
            return resolver.sendAsync(Message.newQuery(question), executor);
        } catch (TextParseException notAName) {
            return CompletableFuture.failedFuture(notAName);
        }
    }
}
