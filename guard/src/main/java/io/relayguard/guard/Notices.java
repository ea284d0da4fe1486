package io.relayguard.guard;

import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.relay.Mode;
import io.relayguard.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said at the start, and after each reload: what holds, and what is right but may not be what was meant. */
final class Notices {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.relayguard");

    /** A list of a million gateways is not looked through one by one. */
    private static final int MOST_GATEWAYS = 1000;

    private Notices() {}

    static void log(Settings settings, ConfigurationProvider configurations) {
        LOGGER.info(
                "event=policy mode={} roles=\"{}\" internal={} gateways={} relay-domains={}",
                settings.rules().enforcement().mode().code(),
                settings.rules().roles(),
                settings.networks().internal().size(),
                settings.networks().gateways().size(),
                settings.relayDomains().size());
        about(settings, isProxied(configurations)).forEach(notice -> LOGGER.warn("event=notice text=\"{}\"", notice));
    }

    /** The notices themselves. */
    static List<String> about(Settings settings, boolean proxied) {
        List<String> notices = new ArrayList<>();
        Mode mode = settings.rules().enforcement().mode();
        if (mode == Mode.OBSERVE_ALL) {
            notices.add("mode=observe-all: nothing is refused, this is an open relay");
        } else if (mode == Mode.OBSERVE) {
            notices.add("mode=observe: only what goes from outside to outside is refused");
        }
        boolean namesGateways = settings.networks().gateways().size() > 0;
        if (proxied && !namesGateways) {
            notices.add(
                    "smtpserver.xml has proxyRequired, and <gateways> names no balancer: name its own address there,"
                            + " so that a connection without a client's address is never an insider's");
        }
        settings.networks()
                .gateways()
                .entries()
                .limit(MOST_GATEWAYS)
                .forEach(gateway -> isInternal(settings, gateway)
                        .ifPresent(entry -> notices.add("the gateway " + gateway + " (" + gateway.source()
                                + ") is internal by " + entry + " (" + entry.source()
                                + "): it counts as outside, as do all who come through it"
                                + (proxied
                                        ? "; who comes by the PROXY protocol counts by the address that it names"
                                        : ""))));
        return notices;
    }

    private static Optional<NetworkSet.Entry> isInternal(Settings settings, NetworkSet.Entry gateway) {
        return gateway.excluded()
                ? Optional.empty()
                : settings.networks()
                        .internal()
                        .decidedBy(gateway.network().first())
                        .filter(entry -> !entry.excluded());
    }

    /** If any of James's SMTP servers wants the PROXY protocol (AbstractConfigurableAsyncServer's proxyRequired). */
    static boolean isProxied(ConfigurationProvider configurations) {
        try {
            HierarchicalConfiguration<ImmutableNode> servers = configurations.getConfiguration("smtpserver");
            return servers.configurationsAt("smtpserver").stream()
                    .anyMatch(server -> server.getBoolean("proxyRequired", false));
        } catch (ConfigurationException | RuntimeException unreadable) {
            LOGGER.warn("event=notice text=\"smtpserver.xml cannot be read for proxyRequired\"", unreadable);
            return false;
        }
    }
}
