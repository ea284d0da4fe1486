package io.relayguard.core.settings;

import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.relay.RelayRules;

/** The whole of relayguard.xml; an empty {@code <relayguard/>} protects against relaying and does nothing else. */
public record Settings(
        RelayRules rules,
        Networks networks,
        Self self,
        GatewayAlarm gatewayAlarm,
        RelayDomains relayDomains,
        DnsblSettings dnsbl,
        BufferSettings buffer,
        DnsSettings dns,
        ReloadSettings reload) {}
