package io.relayguard.core.settings;

import io.relayguard.core.net.Networks;

/** The whole of relayguard.xml; an empty {@code <relayguard/>} protects against relaying and does nothing else. */
public record Settings(Networks networks, RelayDomains relayDomains, BufferSettings buffer, DnsSettings dns) {}
