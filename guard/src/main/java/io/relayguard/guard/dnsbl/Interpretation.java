package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.net.IpAddress;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.WireParseException;

/** Reads dnsjava's messages and exceptions. Only records of the name that was asked for count, and of its aliases. */
final class Interpretation {
    private static final int MOST_ALIASES = 8;

    /** An answer with more is no list's. */
    private static final int MOST_ADDRESSES = 64;

    /** A time above it is none (RFC 2181 section 8). */
    private static final long LONGEST_TTL = Integer.MAX_VALUE;

    private static final DnsReply MALFORMED = new DnsReply.Failed(Silence.MALFORMED);

    private Interpretation() {}

    static DnsReply of(Message message) {
        return switch (message.getRcode()) {
            case Rcode.NOERROR -> success(message);
            case Rcode.NXDOMAIN -> new DnsReply.Nothing(negative(message));
            case Rcode.SERVFAIL -> new DnsReply.Failed(Silence.SERVER_FAILED);
            case Rcode.REFUSED -> new DnsReply.Failed(Silence.REFUSED);
            default -> new DnsReply.Failed(Silence.OTHER_RCODE);
        };
    }

    /**
     * What dnsjava throws: a time-out is an exception of its own, or says so in its text where several servers failed. A
     * reply without a question makes 3.5 stumble over a null.
     */
    static DnsReply of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WireParseException || cause instanceof RuntimeException) {
            return MALFORMED;
        }
        boolean late = cause instanceof SocketTimeoutException
                || cause instanceof TimeoutException
                || (cause.getClass() == IOException.class
                        && String.valueOf(cause.getMessage()).startsWith("Timed out"));
        return new DnsReply.Failed(late ? Silence.TIME_OUT : Silence.UNREACHABLE);
    }

    private static DnsReply success(Message message) {
        Name name = message.getQuestion().getName();
        long ttl = LONGEST_TTL;
        for (int alias = 0; alias < MOST_ALIASES; alias++) {
            List<ARecord> addresses = records(message, name, ARecord.class).toList();
            if (!addresses.isEmpty()) {
                return addresses(addresses, ttl);
            }
            Optional<CNAMERecord> canonical =
                    records(message, name, CNAMERecord.class).findFirst();
            if (canonical.isEmpty()) {
                return none(message);
            }
            ttl = Math.min(ttl, ttl(canonical.get()));
            name = canonical.get().getTarget();
        }
        return MALFORMED;
    }

    private static <R extends Record> Stream<R> records(Message message, Name name, Class<R> type) {
        return message.getSection(Section.ANSWER).stream()
                .filter(record -> record.getName().equals(name))
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static DnsReply addresses(List<ARecord> records, long ttlOfAliases) {
        if (records.size() > MOST_ADDRESSES) {
            return MALFORMED;
        }
        long ttl = records.stream().mapToLong(Interpretation::ttl).min().orElse(0);
        return new DnsReply.Addresses(
                records.stream()
                        .map(record -> IpAddress.of(record.getAddress()))
                        .toList(),
                Duration.ofSeconds(Math.min(ttl, ttlOfAliases)));
    }

    /**
     * The name is there without an address: that is no listing, but records of other kinds are no answer either, nor is
     * the word that other servers are to be asked (RFC 2308 section 2.2).
     */
    private static DnsReply none(Message message) {
        boolean onlyAliases =
                message.getSection(Section.ANSWER).stream().allMatch(record -> record instanceof CNAMERecord);
        boolean referral = soa(message).isEmpty()
                && message.getSection(Section.AUTHORITY).stream().anyMatch(NSRecord.class::isInstance);
        return onlyAliases && !referral ? new DnsReply.Nothing(negative(message)) : MALFORMED;
    }

    /** The smaller one of the SOA's TTL and its minimum (RFC 2308 section 5); nothing without an SOA. */
    private static Duration negative(Message message) {
        return soa(message)
                .map(soa -> Duration.ofSeconds(Math.min(ttl(soa), limited(soa.getMinimum()))))
                .orElse(Duration.ZERO);
    }

    private static Optional<SOARecord> soa(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .findFirst();
    }

    private static long ttl(Record record) {
        return limited(record.getTTL());
    }

    private static long limited(long seconds) {
        return seconds < 0 || seconds > LONGEST_TTL ? 0 : seconds;
    }
}
