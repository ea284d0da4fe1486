package io.relayguard.webadmin;

import io.relayguard.guard.GuardHealth.Finding;
import io.relayguard.guard.GuardHealth.Grade;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.util.List;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Degraded while the files on disk are not what holds, while nearly everybody comes from one internal address, or while a
 * change waits for the next start; unhealthy while nothing is refused.
 *
 * <p>Wired up as {@code additional.healthchecks=io.relayguard.webadmin.RelayGuardConfigurationHealthCheck} in
 * healthcheck.properties.
 */
public final class RelayGuardConfigurationHealthCheck implements HealthCheck {
    private static final ComponentName NAME = new ComponentName("Relay Guard configuration");

    private final RelayGuard guard;

    @Inject
    public RelayGuardConfigurationHealthCheck(RelayGuard guard) {
        this.guard = guard;
    }

    /** See {@link WrongJames}. */
    public RelayGuardConfigurationHealthCheck() {
        throw new WrongJames();
    }

    @Override
    public ComponentName componentName() {
        return NAME;
    }

    @Override
    public Publisher<Result> check() {
        return Mono.fromSupplier(() -> result(guard.health().findings()));
    }

    /** The worst finding comes first, and gives its grade to all. */
    private static Result result(List<Finding> findings) {
        if (findings.isEmpty()) {
            return Result.healthy(NAME);
        }
        String all = findings.stream().map(Finding::text).collect(Collectors.joining("; "));
        return findings.get(0).grade() == Grade.UNHEALTHY ? Result.unhealthy(NAME, all) : Result.degraded(NAME, all);
    }
}
