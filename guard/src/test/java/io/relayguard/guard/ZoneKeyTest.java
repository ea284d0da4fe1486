package io.relayguard.guard;

import static io.relayguard.guard.GuardWithLists.STRANGER;
import static io.relayguard.guard.GuardWithLists.address;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.relay.Reply;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.guard.dnsbl.Check;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The key of a paid list stands in its zone's name, and nowhere that people look. */
class ZoneKeyTest {
    private static final String KEY = "SECRETKEY0123456789ABCDEF";
    private static final String PAID = KEY + ".zen.dq.example.net";
    private static final String LISTS =
            "<dnsbl threshold=\"3\"><zone weight=\"3\" label=\"zen\">" + PAID + "</zone></dnsbl>";
    private static final ReversePath FROM = new ReversePath("a@sender.example");
    private static final Recipient TO = new Recipient("bob", "example.com");

    private final LogForTests ours = new LogForTests("io.relayguard");
    private final LogForTests dnsjavas = new LogForTests("org.xbill.DNS");
    private GuardWithLists given;

    @BeforeEach
    void start() throws IOException {
        ours.start(Level.TRACE);
        dnsjavas.start(Level.INFO);
        given = new GuardWithLists("enforce", "");
        given.works(PAID);
    }

    @AfterEach
    void stop() throws IOException {
        given.close();
        assertThat(ours.lines()).noneMatch(ZoneKeyTest::showsKey);
        assertThat(dnsjavas.lines()).noneMatch(ZoneKeyTest::showsKey);
        assertThat(given.james.metrics.countForPrefixName("").keySet()).noneMatch(ZoneKeyTest::showsKey);
        assertThat(given.james.guard.health().toString()).doesNotContainIgnoringCase(KEY);
        assertThat(given.james.guard.dnsbl().report().toString()).doesNotContainIgnoringCase(KEY);
        ours.close();
        dnsjavas.close();
    }

    private static boolean showsKey(String text) {
        return text.toLowerCase(Locale.ROOT).contains("secretkey");
    }

    private void use() {
        given.james.write(given.configuration("enforce", LISTS));
        assertThat(given.james.guard.reload()).isEmpty();
        given.awaitTests();
    }

    private Optional<Reply> refusal() {
        DnsblGuard lists = given.james.guard.dnsbl();
        Check check = lists.ask(address(STRANGER), FROM, "greeting.example");
        Optional<Reply> reply = lists.refusal(check, FROM, TO);
        assertThat(lists.verdict(check) + " " + check.subjects()).doesNotContainIgnoringCase(KEY);
        return reply;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see https://4.3.2.1.SECRETKEY0123456789ABCDEF.zen.dq.example.net/",
                "see https://4.3.2.1.secretkey0123456789abcdef.zen.dq.example.net/",
                "key SecretKey0123456789abcdef is nearly used up",
                "xxxx\" \"SECRETKEY0123\" \"456789ABCDEF.zen.dq.example.net"
            })
    void noRefusalShowsIt(String text) {
        use();
        given.lists(PAID, STRANGER, text);

        assertThat(refusal())
                .hasValueSatisfying(reply -> assertThat(reply.text())
                        .startsWith("1.2.3.4 listed by zen: ")
                        .doesNotContainIgnoringCase("SECRETKEY")
                        .doesNotContain("456789ABCDEF"));
    }

    @Test
    void noFailureOfItsServerShowsIt() {
        use();
        for (int code : new int[] {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NOTIMP}) {
            given.dns.fails("4.3.2.1." + PAID, Type.A, code);
            assertThat(refusal()).isEmpty();
        }
    }

    @Test
    void noSilenceOfItsServerShowsIt() {
        given.james.write(given.configuration("enforce", LISTS.replace("<dnsbl ", "<dnsbl deadline=\"2s\" ")));
        assertThat(given.james.guard.reload()).isEmpty();
        given.awaitTests();
        given.dns.fallsSilent();

        assertThat(refusal()).isEmpty();
    }

    @Test
    void noClosedPortShowsIt() throws IOException {
        use();
        given.dns.close();

        assertThat(refusal()).isEmpty();
    }

    @Test
    void noReplyThatCannotBeReadShowsIt() {
        use();
        given.dns.changes("4.3.2.1." + PAID, reply -> reply.removeAllRecords(Section.QUESTION));

        assertThat(refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.255.255.254"})
    void noSuspensionAndNoComplaintShowsIt(String answer) {
        use();
        given.dns.has("4.3.2.1." + PAID, Type.A, answer);

        assertThat(refusal()).isEmpty();
    }

    @Test
    void noTestThatFailsShowsIt() {
        given.dns.has("1.0.0.127." + PAID, Type.A, "127.0.0.2");
        given.james.write(given.configuration("enforce", LISTS));
        assertThat(given.james.guard.reload()).isEmpty();

        assertThat(refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<zone>" + PAID + "</zone>",
                "<zone label=\"z z\">" + PAID + "</zone>",
                "<zone label=\"zen\" weight=\"x\">" + PAID + "</zone>",
                "<zone label=\"zen\" replies=\"10.0.0.1\">" + PAID + "</zone>",
                "<zone label=\"zen\">" + KEY + "_zen@dq example</zone>",
                "<zone label=\"zen\">" + KEY + "</zone>",
                "<zone label=\"zen\">" + PAID + "</zone><zone label=\"zen\">" + PAID + "</zone>",
                "<zone label=\"zen\">" + PAID + "</zone><zone label=\"other\">" + PAID + "</zone>",
                "<zone label=\"zen\"><what>" + PAID + "</what></zone>"
            })
    void noErrorOfTheConfigurationShowsIt(String zones) {
        given.james.write(given.configuration("enforce", "<dnsbl>" + zones + "</dnsbl>"));

        Optional<InvalidSettings> wrong = given.james.guard.reload();

        assertThat(wrong).hasValueSatisfying(error -> {
            assertThat(error.toString()).doesNotContainIgnoringCase("SECRETKEY");
            assertThat(error.problems().toString()).doesNotContainIgnoringCase("SECRETKEY");
        });
    }

    @Test
    void whatIsLoggedHasTheLabelInstead() {
        use();
        given.lists(PAID, STRANGER, "listed");

        assertThat(refusal()).isPresent();

        List<String> lines = ours.lines();
        assertThat(lines).anyMatch(line -> line.contains("event=refused") && line.endsWith("zones=\"zen\""));
        assertThat(lines).anyMatch(line -> line.contains("event=dnsbl-zone zone=zen kind=client state=asked"));
    }
}
