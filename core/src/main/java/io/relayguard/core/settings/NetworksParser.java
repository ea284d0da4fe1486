package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.MailHost;
import io.relayguard.core.net.Excerpt;
import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkList;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code <networks>}: both lists have one syntax; the elements of a name add up to one list. */
final class NetworksParser {
    private static final ValueForm<String> LIST = new ValueForm<>(
            "networks such as 10.0.0.0/8, !10.9.9.9, or one file such as file://conf/internal-networks.txt",
            NetworksParser::listOrFile);
    private static final ValueForm<MailHost> OWN = new ValueForm<>(
            "addresses and names of this server, such as 198.51.100.2, mx2.example.net",
            text -> Optional.of(MailHost.of(text)).filter(host -> !(host instanceof MailHost.Unreadable)));
    private static final Pattern PERCENT = Pattern.compile("(5[1-9]|[6-9][0-9]|100)%");
    private static final ValueForm<GatewayAlarm> ALARM =
            new ValueForm<>("a share from 51% to 100%, such as 90%, or off", NetworksParser::alarm);

    private final ListFiles files;

    NetworksParser(ListFiles files) {
        this.files = files;
    }

    Networks read(ElementReader networks) {
        networks.only(List.of(), List.of("internal", "gateways", "self", "suspectGateway"));
        return new Networks(
                list(networks, "internal", Networks.DEFAULT.internal()),
                list(networks, "gateways", Networks.DEFAULT.gateways()));
    }

    static Self readSelf(ElementReader networks) {
        Set<IpAddress> addresses = new HashSet<>();
        Set<DomainName> names = new HashSet<>();
        networks.each("self", element -> {
            for (MailHost host : ListText.read(element, OWN)) {
                boolean first = host instanceof MailHost.Literal literal
                        ? addresses.add(literal.address())
                        : host instanceof MailHost.Named named && names.add(named.name());
                if (!first) {
                    element.problem(Excerpt.quote(host.toString()), "each once");
                }
            }
            return element;
        });
        return new Self(addresses, names);
    }

    static GatewayAlarm readAlarm(ElementReader networks) {
        return networks.value("suspectGateway", ALARM, GatewayAlarm.DEFAULT);
    }

    private static Optional<GatewayAlarm> alarm(String text) {
        if (text.equals("off")) {
            return Optional.of(GatewayAlarm.OFF);
        }
        return Optional.of(text)
                .filter(share -> PERCENT.matcher(share).matches())
                .map(share -> new GatewayAlarm(Integer.parseInt(share.substring(0, share.length() - 1))));
    }

    private static Optional<String> listOrFile(String text) {
        return Optional.of(text)
                .filter(given -> !given.isEmpty() && (ListFile.isOne(given) || !given.contains(ListFile.PREFIX)));
    }

    private NetworkSet list(ElementReader networks, String name, NetworkSet absent) {
        NetworkList list = new NetworkList();
        List<ElementReader> given = networks.each(name, element -> {
            element.text(LIST).ifPresent(text -> add(list, element, text));
            return element;
        });
        return given.isEmpty() ? absent : toSet(list, networks);
    }

    private void add(NetworkList list, ElementReader element, String text) {
        if (ListFile.isOne(text)) {
            ListFile.read(files, element, text, lines -> list.addLines(text, lines));
        } else {
            list.addText(element.path(), text);
        }
    }

    private static NetworkSet toSet(NetworkList list, ElementReader networks) {
        try {
            return list.toSet();
        } catch (InvalidNetworks invalid) {
            invalid.problems()
                    .forEach(problem -> networks.problemAt(problem.place(), problem.found(), problem.expected()));
            return NetworkSet.EMPTY;
        }
    }
}
