package io.relayguard.benchmarks.lookup;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Who writes to whom: clients from everywhere and users, notifications, honest and forged senders, recipients at relay
 * domains, at our own and elsewhere, in the spellings that RFC 5321 has and some that attackers have.
 */
final class MadeEnvelopes {
    static final List<String> LOCAL = List.of("example.com", "mail.example.com", "xn--mller-kva.example");
    private static final List<String> OURS_IN_U_LABELS = List.of("müller.example", "MÜLLER.example");

    private final SplittableRandom random = new SplittableRandom(99);
    private final List<String> relayDomains;
    private final List<String> foreign = MadeDomains.of(1 << 14, 3);

    /** As SMTP has it: what stands behind {@code MAIL FROM:} and {@code RCPT TO:}. */
    record Envelope(Origin origin, String mailFrom, String rcptTo) {}

    private MadeEnvelopes(List<String> relayDomains) {
        this.relayDomains = relayDomains;
    }

    /** One from each client. */
    static List<Envelope> of(List<IpAddress> clients, List<String> relayDomains) {
        MadeEnvelopes making = new MadeEnvelopes(relayDomains);
        List<Envelope> envelopes = new ArrayList<>(clients.size());
        clients.forEach(client -> envelopes.add(making.from(client)));
        return envelopes;
    }

    private Envelope from(IpAddress client) {
        Origin origin = random.nextInt(10) == 0 ? new Origin.User("ann") : new Origin.Client(client);
        return new Envelope(origin, sender(), recipient());
    }

    private String sender() {
        return switch (random.nextInt(10)) {
            case 0 -> "<>";
            case 1, 2 -> "<ann@" + oneOf(relayDomains) + ">";
            case 3 -> "<ann@" + oneOf(LOCAL) + ">";
            default -> "<ann.marie@" + oneOf(foreign) + ">";
        };
    }

    private String recipient() {
        String route = random.nextInt(20) == 0 ? "@" + oneOf(foreign) + ":" : "";
        return "<" + route + localPart() + "@" + domain() + ">";
    }

    private String localPart() {
        return switch (random.nextInt(16)) {
            case 0 -> "\"ann marie\"";
            case 1 -> "\"ann\\\"@\\\"marie\"";
            case 2 -> "bob%" + oneOf(foreign);
            case 3 -> "Postmaster";
            case 4 -> "first+tag";
            default -> "first.last";
        };
    }

    private String domain() {
        return switch (random.nextInt(40)) {
            case 0 -> "[192.0.2.1]";
            case 1 -> "[IPv6:2001:db8::1]";
            case 2 -> oneOf(OURS_IN_U_LABELS);
            case 3, 4, 5, 6, 7 -> spelled(oneOf(LOCAL));
            case 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 -> spelled(oneOf(foreign));
            default -> spelled(oneOf(relayDomains));
        };
    }

    private String spelled(String domain) {
        return switch (random.nextInt(8)) {
            case 0 -> domain.toUpperCase(Locale.ROOT);
            case 1 -> domain.substring(0, 1).toUpperCase(Locale.ROOT) + domain.substring(1);
            case 2 -> domain + ".";
            default -> domain;
        };
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
