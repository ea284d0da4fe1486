package io.relayguard.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spark.Service;

/** Over HTTP; mail that moves is for the tests in a real James. */
class DestinationsRouteTest {
    private final GuardForTests james = new GuardForTests("<relayguard><relayDomains><domain name='example.org'>"
            + "<primary>smtp://127.0.0.1:1</primary></domain></relayDomains>"
            + "<buffer><repository>memory://kept</repository></buffer></relayguard>");
    private final Service service = Service.ignite();

    @BeforeEach
    void start() {
        service.ipAddress("127.0.0.1");
        service.port(0);
        new RelayGuardRoutes(james.guard, new JsonTransformer()).define(service);
        service.awaitInitialization();
    }

    @AfterEach
    void stop() {
        james.guard.stopBuffer(this);
        service.stop();
        service.awaitStop();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/relayguard" + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whileNoMailetNeedsTheBufferThereAreNoneAndNoneMoves() throws Exception {
        assertThat(send("GET", "/destinations").body()).isEqualTo("[]");
        assertThat(send("POST", "/destinations/example.org?action=flush").statusCode())
                .isEqualTo(503);
        assertThat(send("POST", "/nodes/mx2-b?action=adopt").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "/destinations/example.org?action=flush, 200",
        "/destinations/EXAMPLE.org?action=flush, 200",
        "/destinations/elsewhere.example?action=flush, 404",
        "/destinations/elsewhere.example?action=hold, 404",
        "/destinations/elsewhere.example?action=release, 404",
        "/destinations/example.org?action=bounce, 202",
        "/destinations/elsewhere.example?action=bounce, 404",
        "/destinations/-?action=flush, 404",
        "/destinations/example.org?action=explode, 400",
        "/destinations/example.org, 400",
        "/nodes/mx2-b?action=adopt, 200",
        "/nodes/mx2-b?action=explode, 400",
        "/nodes/mx2-b, 400",
        "/nodes/a%20b?action=adopt, 400"
    })
    void eachRequestHasItsStatus(String path, int status) throws Exception {
        james.guard.startBuffer(this);
        HttpResponse<String> response = send("POST", path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).contains("\"status\":" + status);
    }
}
