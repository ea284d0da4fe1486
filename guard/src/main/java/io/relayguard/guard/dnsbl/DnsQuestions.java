package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.settings.DnsSettings;
import io.relayguard.guard.Resolvers;
import java.nio.charset.StandardCharsets;
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

/**
 * Asks through dnsjava, which waits for nothing: James's own DNSService blocks, and takes a failure for "no such host".
 *
 * <p>Answers come on threads of its own: dnsjava tells failures on the one thread that reads all of James's DNS sockets.
 */
final class DnsQuestions implements Questions {
    /** A packet that was lost is sent again after it; dnsjava looks at its clock once a second. */
    private static final Duration PER_ATTEMPT = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_UNDER_WAY = 2000;

    private final Resolver resolver;
    private final Executor executor;
    private final Semaphore underWay;

    DnsQuestions(DnsSettings settings) {
        this(settings, MOST_UNDER_WAY);
    }

    DnsQuestions(DnsSettings settings, int mostUnderWay) {
        this.underWay = new Semaphore(mostUnderWay);
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
                .whenComplete((message, failure) -> underWay.release())
                .handleAsync(
                        (message, failure) -> message != null ? Interpretation.of(message) : Interpretation.of(failure),
                        executor)
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<String> text(String name) {
        return ask(name, Type.TXT)
                .handleAsync((message, failure) -> message == null ? "" : text(message), executor)
                .toCompletableFuture();
    }

    private static String text(Message message) {
        return message.getSection(Section.ANSWER).stream()
                .filter(TXTRecord.class::isInstance)
                .map(record -> text((TXTRecord) record))
                .collect(Collectors.joining(" "));
    }

    /**
     * A record's strings without anything between them: a text of more than 255 octets is cut anywhere, be it within the
     * zone's name, which has to be found and hidden. dnsjava's own strings have escapes in them.
     */
    private static String text(TXTRecord record) {
        return record.getStringsAsByteArrays().stream()
                .map(part -> new String(part, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
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
