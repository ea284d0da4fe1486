package io.relayguard.guard;

import com.google.common.net.InetAddresses;
import io.relayguard.buffer.PrimaryUnreachable;
import io.relayguard.buffer.smtp.PrimaryAddress;
import io.relayguard.buffer.smtp.PrimaryAddresses;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.MailExchangers;
import io.relayguard.core.primary.MailExchangers.Choice;
import io.relayguard.core.primary.MailExchangers.Exchanger;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.settings.DnsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where a relay domain's primaries are: named hosts as they stand, {@code mx} as RFC 5321 section 5.1 has it, without
 * ourselves and all that are no better than us; A and AAAA.
 *
 * <p>A primary that cannot be looked up does not keep the next from being tried.
 */
final class PrimaryLookup implements PrimaryAddresses {
    private static final int SMTP = 25;

    private final Dns dns;
    private final Ourselves ourselves;

    PrimaryLookup(DnsSettings settings, Ourselves ourselves) {
        this(new Dns(settings), ourselves);
    }

    PrimaryLookup(Dns dns, Ourselves ourselves) {
        this.dns = dns;
        this.ourselves = ourselves;
    }

    @Override
    public List<PrimaryAddress> of(RelayDomain domain) throws PrimaryUnreachable {
        List<PrimaryAddress> found = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Primary primary : domain.primaries()) {
            try {
                of(domain, primary).forEach(address -> addUnlessThere(address, found));
            } catch (PrimaryUnreachable failed) {
                failures.add(failed.why());
            }
        }
        if (found.isEmpty()) {
            throw new PrimaryUnreachable(String.join("; ", failures));
        }
        return List.copyOf(found);
    }

    private static void addUnlessThere(PrimaryAddress address, List<PrimaryAddress> found) {
        if (found.stream().noneMatch(address::isAsGoodAs)) {
            found.add(address);
        }
    }

    private List<PrimaryAddress> of(RelayDomain domain, Primary primary) throws PrimaryUnreachable {
        return primary instanceof Primary.Host host
                ? addresses(host)
                : exchangers(domain.name().value());
    }

    private List<PrimaryAddress> exchangers(String domain) throws PrimaryUnreachable {
        List<Exchanger> records = dns.mailExchangers(domain);
        Choice choice = MailExchangers.choose(
                records.isEmpty() ? List.of(new Exchanger(0, domain)) : records,
                this::isOurselves,
                RandomGenerator.getDefault());
        if (choice instanceof Choice.Hosts hosts) {
            return addresses(hosts.inOrder());
        }
        throw new PrimaryUnreachable(
                choice instanceof Choice.NullMx
                        ? domain
                                + " has a null MX (RFC 7505), expected a mail exchanger: give its <primary> as smtp://host:port"
                        : "of the mail exchangers of " + domain
                                + " none is better than this host: give its <primary> as smtp://host:port");
    }

    private List<PrimaryAddress> addresses(List<String> exchangers) throws PrimaryUnreachable {
        List<PrimaryAddress> found = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (String host : exchangers) {
            try {
                found.addAll(at(dns.find(host).addresses(), new Primary.Host(host, SMTP)));
            } catch (PrimaryUnreachable failed) {
                failures.add(failed.why());
            }
        }
        if (found.isEmpty()) {
            throw new PrimaryUnreachable(String.join("; ", failures));
        }
        return found;
    }

    /** An address stands for itself here, and here only: an MX record has to name a host (RFC 5321 section 5.1). */
    private List<PrimaryAddress> addresses(Primary.Host primary) throws PrimaryUnreachable {
        return at(
                IpAddress.parse(primary.host()).isPresent()
                        ? List.of(InetAddresses.forString(primary.host()))
                        : dns.find(primary.host()).addresses(),
                primary);
    }

    private static List<PrimaryAddress> at(List<InetAddress> addresses, Primary.Host primary) {
        return addresses.stream()
                .map(address -> new PrimaryAddress(
                        new InetSocketAddress(address, primary.port()), primary.host(), primary.tls()))
                .toList();
    }

    private boolean isOurselves(String host) {
        if (ourselves.isNamed(host)) {
            return true;
        }
        try {
            Dns.Host found = dns.find(host);
            return found.names().stream().anyMatch(ourselves::isNamed)
                    || found.addresses().stream().anyMatch(ourselves::hasAddress);
        } catch (PrimaryUnreachable unknown) {
            return false;
        }
    }
}
