package io.relayguard.webadmin;

import io.relayguard.core.dnsbl.Trouble;
import io.relayguard.guard.RelayGuard;
import io.relayguard.guard.dnsbl.ZoneReport;
import io.relayguard.james.WrongJames;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Degraded while a list in DNS is suspended, or its operator complains of our questions; each by its label.
 *
 * <p>Wired up as {@code additional.healthchecks=io.relayguard.webadmin.DnsblHealthCheck} in healthcheck.properties.
 */
public final class DnsblHealthCheck implements HealthCheck {
    private static final ComponentName NAME = new ComponentName("Relay Guard DNS lists");

    private final RelayGuard guard;

    @Inject
    public DnsblHealthCheck(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public DnsblHealthCheck() {
        throw new WrongJames();
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Publisher<Result> check() {
        return Mono.fromSupplier(() -> {
            String all = guard.dnsbl().report().stream()
                    .flatMap(DnsblHealthCheck::findings)
                    .collect(Collectors.joining("; "));
            return all.isEmpty() ? Result.healthy(NAME) : Result.degraded(NAME, all);
        });
    }

    private static Stream<String> findings(ZoneReport zone) {
        Optional<String> suspended = zone.state()
                .trouble()
                .map(Trouble::code)
                .map(code -> zone.label() + " is suspended: " + code + ", "
                        + zone.state().detail());
        Optional<String> complaint =
                Optional.of(zone.complaint()).filter(text -> !text.isEmpty()).map(text -> zone.label() + ": " + text);
        return Stream.of(suspended, complaint).flatMap(Optional::stream);
    }
}
