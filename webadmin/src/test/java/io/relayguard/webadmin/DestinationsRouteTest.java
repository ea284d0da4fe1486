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
                        URI.create("http://127.0.0.1:" + service.port() + "/relayguard/destinations" + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whileNoMailetNeedsTheBufferThereAreNoneAndNoneMoves() throws Exception {
        assertThat(send("GET", "").body()).isEqualTo("[]");
        assertThat(send("POST", "/example.org?action=flush").statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "/example.org?action=flush, 200",
        "/EXAMPLE.org?action=flush, 200",
        "/elsewhere.example?action=flush, 404",
        "/elsewhere.example?action=hold, 404",
        "/elsewhere.example?action=release, 404",
        "/-?action=flush, 404",
        "/example.org?action=explode, 400",
        "/example.org, 400"
    })
    void eachRequestHasItsStatus(String path, int status) throws Exception {
        james.guard.startBuffer(this);
        HttpResponse<String> response = send("POST", path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).contains("\"status\":" + status);
    }
}
