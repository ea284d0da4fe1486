package io.relayguard.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.net.IpAddress;
import io.relayguard.guard.GuardForTests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import spark.Service;

/** Over HTTP, on the server that James's webadmin is built of. */
class RelayGuardRoutesTest {
    private final GuardForTests james = new GuardForTests("<relayguard/>");
    private final RelayGuardRoutes routes = new RelayGuardRoutes(james.guard, new JsonTransformer());
    private final Service service = Service.ignite();

    @BeforeEach
    void start() {
        service.ipAddress("127.0.0.1");
        service.port(0);
        routes.define(service);
        service.awaitInitialization();
    }

    @AfterEach
    void stop() {
        service.stop();
        service.awaitStop();
    }

    private HttpResponse<String> reload() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/relayguard/reload"))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theyStandBelowOnePath() {
        assertThat(routes.getBasePath()).isEqualTo("/relayguard");
    }

    @Test
    void aGoodFileIsTakenOver() throws Exception {
        james.write("<relayguard><networks><internal>10.0.0.0/8</internal></networks></relayguard>");

        HttpResponse<String> response = reload();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo("{\"outcome\":\"reloaded\",\"problems\":[]}");
        assertThat(james.guard.networks().isInside(IpAddress.parse("10.0.0.1").orElseThrow()))
                .isTrue();
    }

    @Test
    void ofAWrongOneTheProblemsAreNamedAndNothingChanges() throws Exception {
        james.write("<relayguard><networks><internal>gw.example</internal></networks></relayguard>");

        HttpResponse<String> response = reload();

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body())
                .startsWith("{\"outcome\":\"unchanged\",\"problems\":[{\"element\":\"networks/internal\","
                        + "\"found\":\"\\\"gw.example\\\"\",\"expected\":\"an address or a network");
        assertThat(james.guard.networks().isInside(IpAddress.parse("127.0.0.1").orElseThrow()))
                .isTrue();
    }
}
