package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.fixture.Loopback;
import io.relayguard.fixture.Ports;
import io.relayguard.fixture.dns.Rbldnsd.Data;
import io.relayguard.fixture.james.Overlay;
import io.relayguard.fixture.smtp.ProxyHeader;
import io.relayguard.fixture.smtp.SmtpClient;
import io.relayguard.fixture.smtp.SmtpReply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sample dns-lists against a real rbldnsd that has the sample's zones. Clients come through a balancer, since nobody
 * asks about an address of loopback: by one port as the sample has it, and by one where DnsblHook refuses what is listed.
 */
@ExtendWith(RbldnsdPresent.class)
class DnsListsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String STRANGER = "stranger@elsewhere.test";
    private static final String LISTED = "8.8.4.4";
    private static final String UNLISTED = "9.9.9.9";
    private static final Cast CAST = Cast.withMailboxes();
    private static final Doors FILING = new Doors(Ports.free(), Ports.free());
    private static final Doors REFUSING = new Doors(Ports.free(), Ports.free());

    @Order(1)
    @RegisterExtension
    static final ListServer LISTS = new ListServer(List.of(
            new Data(
                    "zen.spamhaus.org",
                    "ip4set",
                    List.of(
                            ":127.0.0.2:https://lists.example/$",
                            "127.0.0.2",
                            LISTED,
                            "8.8.4.8",
                            "192.0.2.0/24",
                            "198.51.100.0/24",
                            "8.8.4.99 :127.0.0.200:beyond the filter")),
            new Data("zen.spamhaus.org", "ip6trie", List.of(":127.0.0.3:", "::ffff:7f00:2/128", "2a00:1450::/32")),
            new Data("bl.spamcop.net", "ip4set", List.of(":127.0.0.2:", "127.0.0.2", "8.8.4.16")),
            new Data("list.dnswl.org", "ip4set", List.of(":127.0.5.3:", "127.0.0.2", "8.8.4.8")),
            new Data("dbl.spamhaus.org", "dnset", List.of(":127.0.1.2:", "test", ".bulk.test")),
            new Data("b.barracudacentral.org", "ip4set", List.of(":127.0.0.2:", "127.0.0.2", "8.8.4.16"))));

    @Order(2)
    @RegisterExtension
    static final RunningJames JAMES = RunningJames.on(RunningJames.DNS_LISTS, DnsListsIT::withTwoDoors);

    private static Overlay withTwoDoors(Overlay overlay) {
        return overlay.dns(LISTS.server())
                .proxied(FILING.proxied())
                .proxied(REFUSING.proxied(), "io.relayguard.smtp.DnsblHook")
                .replace(
                        "mailetcontainer.xml",
                        "<mailet match=\"All\" class=\"WithStorageDirective\">",
                        "<mailet match=\"All\" class=\"ToRepository\"><repositoryPath>spool://var/mail/seen"
                                + "</repositoryPath><passThrough>true</passThrough></mailet>"
                                + "<mailet match=\"All\" class=\"WithStorageDirective\">");
    }

    @BeforeAll
    static void enter() throws IOException, InterruptedException {
        CAST.enter(JAMES.webAdmin());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(
                                JAMES.webAdmin().get("/relayguard/dnsbl").body())
                        .doesNotContain("\"suspended\""));
    }

    @ParameterizedTest(name = "{0} from {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            8.8.4.4          | stranger@elsewhere.test | 554 5.7.1 8.8.4.4 listed by zen.spamhaus.org: https://lists.example/8.8.4.4
            2a00:1450::7     | stranger@elsewhere.test | 554 5.7.1 2a00:1450::7 listed by zen.spamhaus.org
            8.8.4.16         | a@mail.bulk.test        | 554 5.7.1 8.8.4.16 listed by bl.spamcop.net, dbl.spamhaus.org
            8.8.4.16         | stranger@elsewhere.test | 250 2.1.5 Recipient <bob@example.com> OK
            9.9.9.9          | a@mail.bulk.test        | 250 2.1.5 Recipient <bob@example.com> OK
            8.8.4.8          | stranger@elsewhere.test | 250 2.1.5 Recipient <bob@example.com> OK
            8.8.4.99         | stranger@elsewhere.test | 250 2.1.5 Recipient <bob@example.com> OK
            9.9.9.9          | stranger@elsewhere.test | 250 2.1.5 Recipient <bob@example.com> OK
            9.9.9.9          | ''                      | 250 2.1.5 Recipient <bob@example.com> OK
            192.0.2.25       | stranger@elsewhere.test | 250 2.1.5 Recipient <bob@example.com> OK
            198.51.100.65    | stranger@elsewhere.test | 250 2.1.5 Recipient <bob@example.com> OK
            198.51.100.7     | stranger@elsewhere.test | 250 2.1.5 Recipient <bob@example.com> OK
            """)
    void hookRefusesFromTheThresholdOn(String client, String sender, String reply) throws IOException {
        assertThat(rcpt(client, sender, CAST.user()).lines()).containsExactly(reply);
    }

    @Test
    void postmasterAndAbuseHearFromListedClients() throws IOException {
        for (String recipient : List.of("postmaster@example.com", "abuse@example.com")) {
            assertThat(rcpt(LISTED, STRANGER, recipient).code()).isEqualTo(250);
        }
    }

    /** 8.8.4.8 is on the allow list, and 8.8.4.4 is listed: neither gets further than any other stranger. */
    @ParameterizedTest
    @CsvSource({"8.8.4.8, 550", "9.9.9.9, 550", "8.8.4.4, 554"})
    void noListLetsAStrangerReachTheOutside(String client, int code) throws IOException {
        assertThat(rcpt(client, STRANGER, "victim@elsewhere.test").code()).isEqualTo(code);
    }

    @Test
    void listedMailIsFiledIntoSpamWithTheLabelsInItsHeader() throws IOException, InterruptedException {
        int spam = JAMES.webAdmin().count(CAST.user(), "Spam");
        int inbox = JAMES.webAdmin().inboxCount(CAST.user());

        send(LISTED, "listed, to be filed");
        send(UNLISTED, "not listed");

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(JAMES.webAdmin().count(CAST.user(), "Spam")).isEqualTo(spam + 1);
            assertThat(JAMES.webAdmin().inboxCount(CAST.user())).isEqualTo(inbox + 1);
        });
        assertThat(JAMES.keptContents("seen"))
                .singleElement()
                .asString()
                .contains("X-Listed-By: zen.spamhaus.org\r\n", "X-Listed-Score: 3\r\n", "listed, to be filed")
                .doesNotContain("forged");
    }

    @Test
    void figuresAndRefusalsAreThereToBeLookedAt() throws IOException, InterruptedException {
        rcpt("8.8.4.16", "a@other.bulk.test", CAST.user());

        assertThat(JAMES.server().log())
                .contains(
                        "event=refused reason=dns-listed client=\"8.8.4.16\" sender=\"other.bulk.test\"",
                        "score=4 zones=\"bl.spamcop.net, dbl.spamhaus.org");
        assertThat(JAMES.webAdmin().get("/relayguard/dnsbl").body())
                .contains("\"zone\":\"zen.spamhaus.org\"", "\"state\":\"asked\"", "\"listed-alone\"");
        assertThat(JAMES.webAdmin()
                        .get("/healthcheck/checks/Relay%20Guard%20DNS%20lists")
                        .body())
                .contains("\"healthy\"");
    }

    private static SmtpReply rcpt(String client, String sender, String recipient) throws IOException {
        try (SmtpClient session = session(REFUSING, client)) {
            session.mailFrom(sender);
            return session.rcptTo(recipient);
        }
    }

    private static void send(String client, String subject) throws IOException {
        try (SmtpClient session = session(FILING, client)) {
            String message = "X-Listed-By: forged\r\n" + TestMail.delicate(subject);
            assertThat(session.send(STRANGER, List.of(CAST.user()), message).code())
                    .isEqualTo(250);
        }
    }

    private static SmtpClient session(Doors doors, String client) throws IOException {
        InetSocketAddress server = new InetSocketAddress(client.contains(":") ? "2001:db8:ffff::1" : "203.0.113.1", 25);
        return doors.throughBalancer(
                Loopback.STRANGER, ProxyHeader.version1(new InetSocketAddress(client, 40_000), server));
    }
}
