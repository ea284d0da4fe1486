package io.relayguard.webadmin;

import static io.relayguard.guard.GuardWithLists.STRANGER;
import static io.relayguard.guard.GuardWithLists.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.core.address.ReversePath;
import io.relayguard.guard.GuardWithLists;
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
import org.xbill.DNS.Type;
import spark.Service;

/** How lists in DNS stand, over HTTP. */
class DnsblRouteTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "SECRETKEY0123456789ABCDEF";
    private static final String PAID = KEY + ".zen.dq.example.net";
    private static final String LISTS = "<dnsbl threshold=\"3\"><zone weight=\"3\" label=\"zen\">" + PAID
            + "</zone><zone weight=\"3\" label=\"dbl\" kind=\"sender\">dbl.example</zone></dnsbl>";

    private final Service service = Service.ignite();
    private GuardWithLists given;

    @BeforeEach
    void start() throws IOException {
        given = new GuardWithLists("enforce", "");
        given.works(PAID);
        given.james.write(given.configuration("enforce", LISTS));
        assertThat(given.james.guard.reload()).isEmpty();
        given.awaitTests();
        service.ipAddress("127.0.0.1");
        service.port(0);
        new RelayGuardRoutes(given.james.guard, new JsonTransformer()).define(service);
        service.awaitInitialization();
    }

    @AfterEach
    void stop() throws IOException {
        service.stop();
        service.awaitStop();
        given.close();
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/relayguard/dnsbl"))
                .timeout(PATIENCE)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void asked() {
        var unused = given.james
                .guard
                .dnsbl()
                .verdict(given.james.guard.dnsbl().ask(address(STRANGER), ReversePath.NULL, ""));
    }

    @Test
    void eachListIsShownByItsLabelInTheirOrder() throws Exception {
        HttpResponse<String> response = get();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).isEqualTo("[" + zone("dbl", "sender") + "," + zone("zen", "client") + "]");
    }

    private static String zone(String label, String kind) {
        return "{\"zone\":\"" + label + "\",\"kind\":\"" + kind + "\",\"state\":\"asked\",\"reason\":\"\","
                + "\"detail\":\"\",\"complaint\":\"\",\"counts\":{\"answered\":0,\"asked\":0,\"decided\":0,"
                + "\"listed\":0,\"listed-alone\":0},\"noAnswer\":{},\"meanMillis\":0.0}";
    }

    @Test
    void aListingIsCounted() throws Exception {
        given.lists(PAID, STRANGER, "listed");

        asked();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get().body())
                        .contains(
                                "\"counts\":{\"answered\":1,\"asked\":1,\"decided\":1,\"listed\":1,\"listed-alone\":1}")
                        .containsPattern("\"meanMillis\":[0-9.]*[1-9]"));
    }

    @Test
    void aComplaintIsShownAndNoKeyEver() throws Exception {
        given.dns.has("4.3.2.1." + PAID, Type.A, "127.255.255.255");

        asked();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get().body())
                        .contains("\"complaint\":\"127.255.255.255: more questions than the zone allows\"")
                        .contains("\"noAnswer\":{\"operator-255\":1}")
                        .doesNotContainIgnoringCase(KEY));
    }

    @Test
    void aSuspendedListSaysWhyAndNoKeyEver() throws Exception {
        given.dns.has("4.3.2.1." + PAID, Type.A, "10.0.0.1");

        asked();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get().body())
                        .contains("\"zone\":\"zen\",\"kind\":\"client\",\"state\":\"suspended\","
                                + "\"reason\":\"wrong-answers\",\"detail\":\"an address outside 127.0.0.0/8: ")
                        .doesNotContainIgnoringCase(KEY));
    }
}
