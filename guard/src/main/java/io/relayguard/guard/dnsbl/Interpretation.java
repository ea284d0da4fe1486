package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.DnsReply;
import io.relayguard.core.dnsbl.Silence;
import io.relayguard.core.net.IpAddress;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
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

    /** What dnsjava throws: a time-out is an exception of its own, or says so in its text where several servers failed. */
    static DnsReply of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WireParseException) {
            return new DnsReply.Failed(Silence.MALFORMED);
        }
        boolean late = cause instanceof SocketTimeoutException
                || cause instanceof java.util.concurrent.TimeoutException
                || (cause.getClass() == IOException.class
                        && String.valueOf(cause.getMessage()).startsWith("Timed out"));
        return new DnsReply.Failed(late ? Silence.TIME_OUT : Silence.UNREACHABLE);
    }

    private static DnsReply success(Message message) {
        List<Record> answer = message.getSection(Section.ANSWER);
        Name name = message.getQuestion().getName();
        long ttl = LONGEST_TTL;
        for (int alias = 0; alias < MOST_ALIASES; alias++) {
            List<IpAddress> addresses = new ArrayList<>();
            Name next = name;
            for (Record record : answer) {
                if (!record.getName().equals(name)) {
                    continue;
                }
                if (record instanceof ARecord address) {
                    addresses.add(IpAddress.of(address.getAddress()));
                    ttl = Math.min(ttl, ttl(record));
                } else if (record instanceof CNAMERecord canonical) {
                    next = canonical.getTarget();
                    ttl = Math.min(ttl, ttl(record));
                }
            }
            if (!addresses.isEmpty()) {
                return addresses.size() > MOST_ADDRESSES
                        ? new DnsReply.Failed(Silence.MALFORMED)
                        : new DnsReply.Addresses(addresses, Duration.ofSeconds(ttl));
            }
            if (next.equals(name)) {
                return none(message, answer);
            }
            name = next;
        }
        return new DnsReply.Failed(Silence.MALFORMED);
    }

    /** The name is there without an address: that is no listing, but records of other kinds are no answer either. */
    private static DnsReply none(Message message, List<Record> answer) {
        boolean onlyAliases = answer.stream().allMatch(record -> record instanceof CNAMERecord);
        return onlyAliases ? new DnsReply.Nothing(negative(message)) : new DnsReply.Failed(Silence.MALFORMED);
    }

    /** The smaller one of the SOA's TTL and its minimum (RFC 2308 section 5); nothing without an SOA. */
    private static Duration negative(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .findFirst()
                .map(soa -> Duration.ofSeconds(Math.min(ttl(soa), limited(soa.getMinimum()))))
                .orElse(Duration.ZERO);
    }

    private static long ttl(Record record) {
        return limited(record.getTTL());
    }

    private static long limited(long seconds) {
        return seconds < 0 || seconds > LONGEST_TTL ? 0 : seconds;
    }
}
