package io.relayguard.guard;

import static org.awaitility.Awaitility.await;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.settings.DnsSettings;
import io.relayguard.guard.dnsbl.Count;
import io.relayguard.guard.dnsbl.ZoneReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Type;

/**
 * A guard whose lists in DNS stand on a server of the test's: {@code zen} and {@code bl} of clients, {@code watched} that
 * only observes, {@code dbl} of senders, {@code greet} of HELO names; each alone reaches the threshold, but {@code bl}.
 */
public final class GuardWithLists implements AutoCloseable {
    /** An address that is somebody's. */
    public static final String STRANGER = "1.2.3.4";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> ZONES =
            List.of("zen.example", "bl.example", "watched.example", "dbl.example", "greet.example");
    private static final String LISTS = """
            <dnsbl threshold="3">
              <zone weight="3" label="zen" replies="127.0.0.[2..11]">zen.example</zone>
              <zone weight="1" label="bl">bl.example</zone>
              <zone weight="3" label="watched" mode="observe">watched.example</zone>
              <zone weight="3" label="dbl" kind="sender">dbl.example</zone>
              <zone weight="3" label="greet" kind="helo">greet.example</zone>
              <exempt>1.2.3.100</exempt>
            </dnsbl>
            """;

    public final ScriptedDns dns = new ScriptedDns();
    public final GuardForTests james;

    /** All zones have passed their tests. */
    public GuardWithLists() throws IOException {
        this("enforce", LISTS);
    }

    public GuardWithLists(String mode) throws IOException {
        this(mode, LISTS);
    }

    /** With these lists, which are waited for until they have passed their tests. */
    public GuardWithLists(String mode, String lists) throws IOException {
        ZONES.forEach(this::works);
        james = new GuardForTests(configuration(mode, lists));
        awaitTests();
    }

    /** A configuration with other lists, on the same server. */
    public String configuration(String mode, String lists) {
        DnsSettings.Server server = dns.server();
        return "<relayguard mode=\"" + mode + "\"><networks><internal>127.0.0.1, 10.0.0.0/8, 5.5.5.0/24</internal>"
                + "<gateways>10.0.0.1</gateways></networks>" + lists
                + "<dns><server>" + server.address() + ":" + server.port() + "</server></dns></relayguard>";
    }

    /** The server has its test entries. */
    public void works(String zone) {
        dns.has("2.0.0.127." + zone, Type.A, "127.0.0.2").has("test." + zone, Type.A, "127.0.0.2");
    }

    public void awaitTests() {
        await().atMost(PATIENCE)
                .until(() -> james.guard.dnsbl().report().stream()
                        .allMatch(zone -> zone.state().trouble().isEmpty()));
    }

    /**
     * No question is under way: the next one is not held up by answers that come while it is sent (dnsjava 3.5's NioClient
     * takes up new questions in a round without answers only, after a second at the latest).
     */
    public void awaitAnswers() {
        await().atMost(PATIENCE)
                .until(() -> james.guard.dnsbl().report().stream()
                        .map(ZoneReport::figures)
                        .allMatch(figures -> figures.of(Count.ASKED)
                                == figures.of(Count.ANSWERED)
                                        + figures.silences().values().stream()
                                                .mapToLong(Long::longValue)
                                                .sum()));
    }

    /** The zone lists this address of IPv4, and says why. */
    public GuardWithLists lists(String zone, String address, String text) {
        String[] octets = address.split("\\.", -1);
        String name = octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0] + "." + zone;
        dns.has(name, Type.A, "127.0.0.2").has(name, Type.TXT, "\"" + text + "\"");
        return this;
    }

    /** The zone lists this domain, and says why. */
    public GuardWithLists listsDomain(String zone, String domain, String text) {
        String name = domain + "." + zone;
        dns.has(name, Type.A, "127.0.0.2").has(name, Type.TXT, "\"" + text + "\"");
        return this;
    }

    public static IpAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        dns.close();
    }
}
