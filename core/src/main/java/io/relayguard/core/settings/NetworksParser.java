package io.relayguard.core.settings;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.MailHost;
import io.relayguard.core.net.Excerpt;
import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.Networks;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code <networks>}: both lists have one syntax; the elements of a name add up to one list. */
final class NetworksParser {
    private static final ValueForm<MailHost> OWN = new ValueForm<>(
            "addresses and names of this server, such as 198.51.100.2, mx2.example.net",
            text -> Optional.of(MailHost.of(text)).filter(host -> !(host instanceof MailHost.Unreadable)));
    private static final Pattern PERCENT = Pattern.compile("(5[1-9]|[6-9][0-9]|100)%");
    private static final ValueForm<GatewayAlarm> ALARM =
            new ValueForm<>("a share from 51% to 100%, such as 90%, or off", NetworksParser::alarm);

    private final NetworkLists lists;

    NetworksParser(ListFiles files) {
        this.lists = new NetworkLists(files);
    }

    Networks read(ElementReader networks) {
        networks.only(List.of(), List.of("internal", "gateways", "self", "suspectGateway"));
        return new Networks(
                lists.read(networks, "internal", Networks.DEFAULT.internal()),
                lists.read(networks, "gateways", Networks.DEFAULT.gateways()));
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
}
