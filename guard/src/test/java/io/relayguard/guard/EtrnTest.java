package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask for whose mail; nothing waits for b.example and its like, one mail for a.example. */
class EtrnTest {
    private static final String DOMAIN = "<domain name='%s'><primary>smtp://127.0.0.1:1</primary>%s</domain>";
    private static final String CONFIGURATION = """
            <relayguard>
              <networks><internal>10.0.0.0/8</internal><gateways>10.0.0.1</gateways></networks>
              <relayDomains>%s%s%s</relayDomains>
              <buffer><repository>memory://kept</repository><retry first='1h' max='1h'/></buffer>
            </relayguard>
            """;

    private final GuardForTests james = new GuardForTests(configuration("192.0.2.0/24, !192.0.2.9, 10.0.0.1"));

    private static String configuration(String mayAskForA) {
        return CONFIGURATION.formatted(
                DOMAIN.formatted("a.example", "<etrn>" + mayAskForA + "</etrn>"),
                DOMAIN.formatted("sub.a.example", "<etrn>198.51.100.7, 2001:db8::/32</etrn>"),
                DOMAIN.formatted("b.example", ""));
    }

    @BeforeEach
    void startAndTryThePrimaryOfA() throws Exception {
        james.guard.startBuffer(this);
        MailImpl mail = MailImpl.builder()
                .name("waits")
                .sender("sender@example.net")
                .addRecipient("ann@a.example")
                .build();
        mail.setMessageContent(MimeMessageInputStreamSource.create(
                "waits", new ByteArrayInputStream("Subject: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII))));
        try {
            james.guard.keep(mail, new DomainName("a.example"), List.of(new MailAddress("ann@a.example")));
        } finally {
            LifecycleUtil.dispose(mail);
        }
        await("all are known, and that of a.example is down")
                .until(() -> james.guard.buffer().orElseThrow().destinations().stream()
                                        .filter(known -> known.state().equals("down"))
                                        .count()
                                == 1
                        && james.guard.buffer().orElseThrow().destinations().size() == 3);
    }

    @AfterEach
    void stop() {
        james.guard.stopBuffer(this);
    }

    private int ask(String client, String argument) {
        return james.guard.etrn(IpAddress.parse(client).orElseThrow(), argument).code();
    }

    @ParameterizedTest
    @CsvSource({
        // client, a.example, sub.a.example, b.example, @a.example, elsewhere.example
        "10.1.2.3, 253, 251, 251, 253, 459",
        "127.0.0.1, 253, 459, 459, 253, 459",
        "192.0.2.8, 253, 459, 459, 253, 459",
        "192.0.2.9, 459, 459, 459, 459, 459",
        "198.51.100.7, 459, 251, 459, 251, 459",
        "2001:db8::1, 459, 251, 459, 251, 459",
        "10.0.0.1, 253, 459, 459, 253, 459",
        "203.0.113.9, 459, 459, 459, 459, 459",
    })
    void eachMayAskForHisOwn(String client, int a, int sub, int b, int belowA, int elsewhere) {
        assertThat(List.of(
                        ask(client, "a.example"),
                        ask(client, "sub.a.example"),
                        ask(client, "b.example"),
                        ask(client, "@a.example"),
                        ask(client, "elsewhere.example")))
                .containsExactly(a, sub, b, belowA, elsewhere);
    }

    @Test
    void aReloadChangesWhoMay() {
        assertThat(ask("192.0.2.8", "a.example")).isEqualTo(253);
        james.write(configuration("192.0.2.77"));
        assertThat(james.guard.reload()).isEmpty();
        assertThat(ask("192.0.2.8", "a.example")).isEqualTo(459);
        assertThat(ask("192.0.2.77", "a.example")).isEqualTo(253);
    }
}
