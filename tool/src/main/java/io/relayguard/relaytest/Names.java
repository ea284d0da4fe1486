package io.relayguard.relaytest;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.form.Place;
import io.relayguard.relaytest.form.Places;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The domains and addresses that the test writes into its forms.
 *
 * @param outside a domain that the server has nothing to do with
 * @param local a domain with mailboxes on the server
 * @param localRecipient a mailbox there that anybody may write to
 * @param backedUp a domain that the server is secondary MX for
 * @param server the server's name; empty: the one that it gives itself
 * @param helo the tester's HELO name; empty: its address
 */
public record Names(
        DomainName outside,
        IpAddress outsideIpv4,
        IpAddress outsideIpv6,
        Optional<DomainName> local,
        Optional<String> localRecipient,
        Optional<DomainName> backedUp,
        Optional<DomainName> server,
        Optional<String> helo) {
    /** A name that nobody's mail server is called by; it has a null MX, so some servers refuse it for that. */
    public static final DomainName DEFAULT_OUTSIDE = new DomainName("example.com");

    /** RFC 5737 and RFC 3849: addresses that nobody has. */
    public static final IpAddress DEFAULT_OUTSIDE_IPV4 =
            IpAddress.parse("203.0.113.25").orElseThrow();

    public static final IpAddress DEFAULT_OUTSIDE_IPV6 =
            IpAddress.parse("2001:db8::25").orElseThrow();

    /** @throws IllegalArgumentException if the outside domain is not outside */
    public Names {
        Stream.of(local, backedUp, server).flatMap(Optional::stream).forEach(ours -> {
            if (overlap(outside, ours)) {
                throw new IllegalArgumentException("the outside domain is " + outside
                        + ", and the server's own names have " + ours
                        + ": name an outside domain that is neither one of these, nor above or below one");
            }
        });
    }

    /** Only an outside domain; all else as the server has it. */
    public static Names outside(DomainName outside) {
        return new Names(
                outside,
                DEFAULT_OUTSIDE_IPV4,
                DEFAULT_OUTSIDE_IPV6,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether one is the other, or below it. */
    static boolean overlap(DomainName one, DomainName other) {
        return ("." + one.value()).endsWith("." + other.value()) || ("." + other.value()).endsWith("." + one.value());
    }

    /** A mailbox that the server takes mail for from anybody: every server has a postmaster (RFC 5321 section 4.5.1). */
    Optional<String> goodRecipient() {
        return localRecipient.or(() -> local.map(domain -> "postmaster@" + domain));
    }

    /** What these names fill in; the server's own places come with the first connection. */
    public Places places() {
        return new Places(Map.of())
                .with(Place.OUTSIDE, outside.value())
                .with(Place.OUTSIDE_MIXED, mixedCase(outside.value()))
                .with(Place.OUTSIDE_IPV4, outsideIpv4.toString())
                .with(Place.OUTSIDE_IPV6, outsideIpv6.toString())
                .with(Place.LOCAL, local.map(DomainName::value))
                .with(Place.BACKED_UP, backedUp.map(DomainName::value))
                .with(Place.SERVER, server.map(DomainName::value));
    }

    private static String mixedCase(String name) {
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            mixed.append(i % 2 == 0 ? Character.toUpperCase(letter) : letter);
        }
        return mixed.toString();
    }
}
