package io.relayguard.relaytest;

import io.relayguard.core.net.Excerpt;
import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.smtp.Dialer;
import io.relayguard.relaytest.smtp.NotServed;
import io.relayguard.relaytest.smtp.Session;
import io.relayguard.relaytest.smtp.SessionBroken;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the server's addresses, and sees who answers there: the first address of each family. */
final class Reception {
    private final RelayTestSettings settings;
    private final Resolver resolver;
    private final Dialer dialer;
    private final List<IpAddress> addresses = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    Reception(RelayTestSettings settings, Resolver resolver, Dialer dialer) {
        this.settings = settings;
        this.resolver = resolver;
        this.dialer = dialer;
    }

    /** All addresses of the host that the settings include. */
    List<IpAddress> addresses() {
        return addresses;
    }

    /** Which family was not tested, and why. */
    List<String> notes() {
        return Stream.concat(failures.stream(), absent.stream()).toList();
    }

    /** Who answers, IPv4 first; at least one. */
    List<Contact> contacts() throws Untestable, InterruptedException {
        List<InetAddress> found = resolve();
        List<Contact> contacts = new ArrayList<>();
        for (IpAddress.Family family : IpAddress.Family.values()) {
            Optional<InetAddress> first = found.stream()
                    .filter(address -> IpAddress.of(address).family() == family)
                    .findFirst();
            if (first.isPresent()) {
                contact(first.get()).ifPresent(contacts::add);
            } else if (settings.families() == Families.BOTH) {
                absent.add("nothing was tried over " + family.name().toLowerCase(Locale.ROOT)
                        + ": the server has no such address");
            }
        }
        if (contacts.isEmpty()) {
            throw new Untestable(String.join("; ", failures));
        }
        return contacts;
    }

    private List<InetAddress> resolve() throws Untestable {
        String host = settings.target().host();
        List<InetAddress> all;
        try {
            all = resolver.addresses(host);
        } catch (UnknownHostException unknown) {
            throw new Untestable("the name " + Excerpt.plain(host) + " does not resolve");
        }
        List<InetAddress> included = all.stream()
                .filter(address -> settings.families().includes(IpAddress.of(address)))
                .toList();
        if (included.isEmpty()) {
            throw new Untestable(Excerpt.plain(host) + " has no address of the family that was asked for");
        }
        included.stream().map(IpAddress::of).distinct().forEach(addresses::add);
        return included;
    }

    private Optional<Contact> contact(InetAddress address) throws InterruptedException {
        Channel channel = new Channel(IpAddress.of(address), false);
        InetSocketAddress server =
                new InetSocketAddress(address, settings.target().port());
        if (sourceIsOfAnotherFamily(channel)) {
            failures.add("not tested over " + channel.label() + ": the source address is of the other family");
            return Optional.empty();
        }
        try {
            Session session = dialer.open(server, settings.names().helo(), false);
            session.leave();
            return Optional.of(
                    new Contact(channel, server, session.greeting(), session.hello(), session.offers("STARTTLS")));
        } catch (SessionBroken broken) {
            failures.add("not tested over " + channel.label() + ": " + channel.address() + " " + broken.what());
        } catch (NotServed refused) {
            failures.add(
                    "not tested over " + channel.label() + ": " + channel.address() + " answered " + refused.what());
        }
        return Optional.empty();
    }

    private boolean sourceIsOfAnotherFamily(Channel channel) {
        return settings.source()
                .map(source ->
                        IpAddress.of(source).family() != channel.address().family())
                .orElse(false);
    }
}
