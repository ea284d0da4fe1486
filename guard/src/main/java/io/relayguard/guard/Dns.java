package io.relayguard.guard;

import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.core.primary.MailExchangers.Exchanger;
import io.relayguard.core.settings.DnsSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * MX, A and AAAA straight from dnsjava: James's DNSService hides preferences, knows A only, and takes a server's failure
 * for an unknown host. Here each is its own outcome.
 */
final class Dns {
    private static final Duration PER_SERVER = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final LookupSession session;
    private final Duration longest;

    Dns(DnsSettings settings) {
        this(settings, PER_SERVER, LONGEST);
    }

    /** One server is waited for at most so long before the next is asked, and one answer at most so long in all. */
    Dns(DnsSettings settings, Duration perServer, Duration longest) {
        this.session = LookupSession.defaultBuilder()
                .resolver(Resolvers.of(settings, perServer, longest))
                .build();
        this.longest = longest;
    }

    /** A domain's MX records; empty if it has none, which makes the domain its own exchanger. */
    List<Exchanger> mailExchangers(String domain) throws PrimaryUnreachable {
        List<Exchanger> exchangers = new ArrayList<>();
        for (Record found : records(domain, Type.MX)) {
            if (found instanceof MXRecord exchanger) {
                exchangers.add(new Exchanger(exchanger.getPriority(), host(exchanger.getTarget())));
            }
        }
        return exchangers;
    }

    /** A host's addresses, at least one, and the name at which they stand: another one where the host is an alias. */
    record Host(Set<String> names, List<InetAddress> addresses) {}

    /** A host's IPv4 and IPv6 addresses; one family's failure does not hide the other's answer. */
    Host find(String host) throws PrimaryUnreachable {
        List<InetAddress> addresses = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        Set<String> failures = new LinkedHashSet<>();
        for (int type : new int[] {Type.A, Type.AAAA}) {
            try {
                for (Record found : records(host, type)) {
                    addAddress(found, addresses);
                    names.add(host(found.getName()));
                }
            } catch (PrimaryUnreachable failed) {
                failures.add(failed.why());
            }
        }
        if (addresses.isEmpty()) {
            throw new PrimaryUnreachable(failures.isEmpty() ? host + " has no address" : String.join("; ", failures));
        }
        return new Host(names, addresses);
    }

    private static void addAddress(Record found, List<InetAddress> addresses) {
        if (found instanceof ARecord v4) {
            addresses.add(v4.getAddress());
        } else if (found instanceof AAAARecord v6) {
            addresses.add(v6.getAddress());
        }
    }

    private List<Record> records(String name, int type) throws PrimaryUnreachable {
        String question = name + " " + Type.string(type);
        try {
            return session.lookupAsync(Name.fromString(name, Name.root), type)
                    .toCompletableFuture()
                    .get(longest.toMillis(), TimeUnit.MILLISECONDS)
                    .getRecords();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NoSuchRRSetException) {
                return List.of();
            }
            throw new PrimaryUnreachable(
                    failed.getCause() instanceof NoSuchDomainException
                            ? "DNS knows no " + name
                            : "DNS does not answer " + question + ": " + failed.getCause());
        } catch (TimeoutException late) {
            throw new PrimaryUnreachable("DNS does not answer " + question + " within " + longest.toSeconds() + " s");
        } catch (TextParseException malformed) {
            throw new PrimaryUnreachable("not a name for DNS: " + name);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PrimaryUnreachable("stopped while DNS was asked for " + question);
        }
    }

    /** The root stays {@code .}: that is how a null MX is written. */
    private static String host(Name name) {
        return name.equals(Name.root) ? "." : name.toString(true);
    }
}
