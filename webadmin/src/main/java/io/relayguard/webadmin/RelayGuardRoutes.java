package io.relayguard.webadmin;

import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.InvalidSettings.Problem;
import io.relayguard.guard.BufferGuard;
import io.relayguard.guard.RelayGuard;
import io.relayguard.james.WrongJames;
import java.util.List;
import javax.inject.Inject;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.jspecify.annotations.Nullable;
import spark.Response;
import spark.Service;

/**
 * {@code POST /relayguard/reload} reads relayguard.xml, and all that it names, again: 200 and {@code
 * {"outcome":"reloaded"}}, or 409 and {@code {"outcome":"unchanged","problems":[…]}} where it is wrong.
 *
 * <p>{@code GET /relayguard/dnsbl} shows how each list in DNS stands, and its figures since the start.
 *
 * <p>{@code GET /relayguard/destinations} shows what the buffer keeps for whom; {@code POST
 * /relayguard/destinations/{domain}?action=flush|hold|release|bounce} moves one; {@code POST
 * /relayguard/nodes/{node}?action=adopt} takes over what a node has kept that is gone.
 *
 * <p>Wired up as {@code extensions.routes=io.relayguard.webadmin.RelayGuardRoutes} in webadmin.properties.
 */
public final class RelayGuardRoutes implements Routes {
    private static final String BASE = "/relayguard";
    private static final int CONFLICT = 409;

    private final RelayGuard guard;
    private final JsonTransformer json;

    /** What a reload has come to; a problem has {@code element}, {@code found} and {@code expected}. */
    record Reload(String outcome, List<Problem> problems) {}

    @Inject
    public RelayGuardRoutes(RelayGuard guard, JsonTransformer json) {
        this.guard = guard;
        this.json = json;
    }

    /** See {@link WrongJames}. */
    public RelayGuardRoutes() {
        throw new WrongJames();
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service service) {
        service.post(BASE + "/reload", (request, response) -> reload(response), json);
        service.get(BASE + "/dnsbl", (request, response) -> zones(response), json);
        service.get(BASE + "/destinations", (request, response) -> destinations(response), json);
        service.post(
                BASE + "/destinations/:domain",
                (request, response) -> act(request.params("domain"), request.queryParams("action"), response),
                json);
        service.post(
                BASE + "/nodes/:node",
                (request, response) -> adopt(request.params("node"), request.queryParams("action"), response),
                json);
    }

    private Nodes.Answer adopt(String node, @Nullable String action, Response response) {
        Nodes.Answer answer = new Nodes(guard).act(node, action);
        response.type("application/json");
        response.status(answer.status());
        return answer;
    }

    private List<BufferGuard.Destination> destinations(Response response) {
        response.type("application/json");
        return new Destinations(guard).all();
    }

    private Destinations.Answer act(String domain, @Nullable String action, Response response) {
        Destinations.Answer answer = new Destinations(guard).act(domain, action);
        response.type("application/json");
        response.status(answer.status());
        return answer;
    }

    private List<ZoneView> zones(Response response) {
        response.type("application/json");
        return guard.dnsbl().report().stream().map(ZoneView::of).toList();
    }

    private Reload reload(Response response) {
        List<Problem> problems = guard.reload().map(InvalidSettings::problems).orElse(List.of());
        response.type("application/json");
        response.status(problems.isEmpty() ? 200 : CONFLICT);
        return new Reload(problems.isEmpty() ? "reloaded" : "unchanged", problems);
    }
}
