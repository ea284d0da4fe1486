package io.relayguard.guard.dnsbl;

import io.relayguard.core.dnsbl.Kind;
import io.relayguard.core.dnsbl.ZoneHealth;
import io.relayguard.core.dnsbl.ZoneLabel;

/**
 * How one zone stands, by its label; its name is not in here.
 *
 * @param complaint what the operator complained of in the last hour; empty for nothing
 */
public record ZoneReport(ZoneLabel label, Kind kind, ZoneHealth.Change state, String complaint, ZoneFigures figures) {}
