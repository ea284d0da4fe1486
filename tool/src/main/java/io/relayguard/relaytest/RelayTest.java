package io.relayguard.relaytest;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.relaytest.form.Forms;
import io.relayguard.relaytest.form.Place;
import io.relayguard.relaytest.form.Places;
import io.relayguard.relaytest.smtp.ConnectionRate;
import io.relayguard.relaytest.smtp.Dialer;
import io.relayguard.relaytest.smtp.Watchdog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tries every form on one server, from where it runs, and reports what was accepted.
 *
 * <p>One thread, one connection at a time. Every wait ends, every reply has a size, and the whole has a time limit. It
 * ends early when its thread is interrupted. An instance serves for one run.
 */
public final class RelayTest {
    private final RelayTestSettings settings;
    private final Surroundings surroundings;
    private final Progress progress;
    private final String id;
    private final Instant started;
    private final long startedNanos;

    public RelayTest(RelayTestSettings settings, Surroundings surroundings, Progress progress) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.progress = progress;
        this.id = surroundings.random().get();
        this.started = surroundings.clock().instant();
        this.startedNanos = surroundings.nanoTime().getAsLong();
    }

    /** Never fails because of the server: what went wrong is part of the report. */
    public Report run() throws InterruptedException {
        try (Watchdog watchdog = new Watchdog()) {
            ConnectionRate rate = new ConnectionRate(
                    settings.limits().connectionsInAMinute(), surroundings.nanoTime(), surroundings.pause());
            Dialer dialer = new Dialer(settings.source(), settings.limits().reply(), rate, watchdog);
            return test(dialer, new Reception(settings, surroundings.resolver(), dialer));
        }
    }

    private Report test(Dialer dialer, Reception reception) throws InterruptedException {
        List<Contact> contacts;
        try {
            contacts = reception.contacts();
        } catch (Untestable untestable) {
            return report(
                    reception, settings.names().places(), Optional.empty(), Optional.of(untestable.why()), List.of());
        }
        Contact first = contacts.get(0);
        contacts.forEach(contact ->
                progress.connected(contact.channel(), contact.greeting().toString()));
        Places places = places(first, reception.addresses());
        Optional<String> greeting = Optional.of(first.greeting().toString());
        Optional<String> mistaken = serverIsOutside(places);
        List<Finding> findings = mistaken.isPresent() ? List.of() : findings(dialer, contacts, places);
        return report(reception, places, greeting, mistaken, findings);
    }

    private List<Finding> findings(Dialer dialer, List<Contact> contacts, Places places) throws InterruptedException {
        Map<IpAddress, InetSocketAddress> servers = contacts.stream()
                .collect(Collectors.toMap(contact -> contact.channel().address(), Contact::server));
        Contact first = contacts.get(0);
        Optional<Channel> other =
                contacts.stream().skip(1).map(Contact::channel).findFirst();
        Optional<Channel> encrypted =
                first.offersStartTls() ? Optional.of(new Channel(first.channel().address(), true)) : Optional.empty();
        try (Round round = new Round(
                settings,
                places,
                channel -> prober(dialer, channel, Objects.requireNonNull(servers.get(channel.address()))),
                this::timeIsUp,
                progress)) {
            return round.through(Plan.of(Forms.all(), first.channel(), other, encrypted));
        }
    }

    private Prober prober(Dialer dialer, Channel channel, InetSocketAddress server) {
        return new Prober(dialer, channel, server, settings, id, surroundings);
    }

    private Places places(Contact contact, List<IpAddress> addresses) {
        Places given = settings.names().places();
        return given.with(
                        Place.SERVER,
                        given.value(Place.SERVER)
                                .or(() -> ServerName.of(
                                                contact.greeting(),
                                                contact.hello(),
                                                settings.target().host())
                                        .map(DomainName::value)))
                .with(Place.SERVER_IPV4, first(addresses, IpAddress.Family.IPV4))
                .with(Place.SERVER_IPV6, first(addresses, IpAddress.Family.IPV6));
    }

    private static Optional<String> first(List<IpAddress> addresses, IpAddress.Family family) {
        return addresses.stream()
                .filter(address -> address.family() == family)
                .findFirst()
                .map(IpAddress::toString);
    }

    /** Mail to the server's own domain is no relaying: the test would call every answer a hole. */
    private Optional<String> serverIsOutside(Places places) {
        DomainName outside = settings.names().outside();
        return places.value(Place.SERVER)
                .flatMap(DomainName::parse)
                .filter(server -> Names.overlap(outside, server))
                .map(server -> "the server calls itself " + server + ", and the outside domain is " + outside
                        + ": name an outside domain that the server has nothing to do with");
    }

    private boolean timeIsUp() {
        return elapsed().compareTo(settings.limits().whole()) >= 0;
    }

    private Duration elapsed() {
        return Duration.ofNanos(surroundings.nanoTime().getAsLong() - startedNanos);
    }

    private Report report(
            Reception reception,
            Places places,
            Optional<String> greeting,
            Optional<String> failure,
            List<Finding> findings) {
        return new Report(
                id,
                settings,
                started,
                elapsed(),
                places,
                reception.addresses(),
                greeting,
                failure,
                failure.isPresent() ? List.of() : notes(reception, findings),
                findings);
    }

    private List<String> notes(Reception reception, List<Finding> findings) {
        List<String> notes = new ArrayList<>(reception.notes());
        if (findings.stream().noneMatch(finding -> finding.channel().tls())) {
            notes.add("nothing was tried behind STARTTLS: the server does not offer it");
        }
        if (settings.names().outside().equals(Names.DEFAULT_OUTSIDE)) {
            notes.add(
                    "the outside domain is " + Names.DEFAULT_OUTSIDE + ", which takes no mail at all, and a server may"
                            + " refuse it for that alone: name one of yours that this server has nothing to do with");
        }
        return notes;
    }
}
