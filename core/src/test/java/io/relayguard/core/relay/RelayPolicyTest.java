package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import io.relayguard.core.settings.Primary;
import io.relayguard.core.settings.RelayDomain;
import io.relayguard.core.settings.RelayDomains;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kind of origin to every kind of recipient, with James's list of domains there and gone. */
class RelayPolicyTest {
    private static final String WHILE_DOMAINS_ANSWER = """
            origin           | local | relay | both | foreign | literal | ours-literal | in-local | in-relay | in-foreign
            inside           | here  | keep  | keep | out     | out     | here         | here     | keep     | out
            mapped-inside    | here  | keep  | keep | out     | out     | here         | here     | keep     | out
            inside-ipv6      | here  | keep  | keep | out     | out     | here         | here     | keep     | out
            user             | here  | keep  | keep | out     | out     | here         | here     | keep     | out
            ourselves        | here  | keep  | keep | out     | out     | here         | here     | keep     | out
            outside          | here  | keep  | keep | oo      | oo      | here         | hidden   | hidden   | hidden
            outside-ipv6     | here  | keep  | keep | oo      | oo      | here         | hidden   | hidden   | hidden
            mapped-outside   | here  | keep  | keep | oo      | oo      | here         | hidden   | hidden   | hidden
            gateway          | here  | keep  | keep | oo      | oo      | here         | hidden   | hidden   | hidden
            mapped-gateway   | here  | keep  | keep | oo      | oo      | here         | hidden   | hidden   | hidden
            excluded         | here  | keep  | keep | oo      | oo      | here         | hidden   | hidden   | hidden
            collected        | here  | keep  | keep | co      | co      | here         | hidden   | hidden   | hidden
            """;

    private static final String WHILE_DOMAINS_ARE_SILENT = """
            origin           | local | relay | both | foreign | literal | ours-literal | in-local | in-relay | in-foreign
            inside           | 451   | keep  | keep | 451     | 451     | 451          | 451      | keep     | 451
            mapped-inside    | 451   | keep  | keep | 451     | 451     | 451          | 451      | keep     | 451
            user             | 451   | keep  | keep | 451     | 451     | 451          | 451      | keep     | 451
            ourselves        | 451   | keep  | keep | 451     | 451     | 451          | 451      | keep     | 451
            outside          | 451   | keep  | keep | 451     | 451     | 451          | hidden   | hidden   | hidden
            gateway          | 451   | keep  | keep | 451     | 451     | 451          | hidden   | hidden   | hidden
            collected        | 451   | keep  | keep | 451     | 451     | 451          | hidden   | hidden   | hidden
            """;

    private static final Map<String, Origin> ORIGINS = Map.ofEntries(
            Map.entry("inside", client("10.1.2.3")),
            Map.entry("mapped-inside", client("::ffff:10.1.2.3")),
            Map.entry("inside-ipv6", client("fd00::5")),
            Map.entry("user", new Origin.User("bob@example.com")),
            Map.entry("ourselves", new Origin.Ourselves()),
            Map.entry("outside", client("203.0.113.9")),
            Map.entry("outside-ipv6", client("2001:db8::9")),
            Map.entry("mapped-outside", client("::ffff:203.0.113.9")),
            Map.entry("gateway", client("10.0.0.1")),
            Map.entry("mapped-gateway", client("::ffff:10.0.0.1")),
            Map.entry("excluded", client("10.9.9.9")),
            Map.entry("collected", new Origin.Collected("fetch-bob")));

    private static final Map<String, List<Recipient>> RECIPIENTS = Map.of(
            "local", List.of(to("bob", "example.com"), to("bob", "EXAMPLE.com"), to("bob", "example.com.")),
            "relay", List.of(to("ann", "example.org"), to("ann", "Example.ORG"), to("ann", "example.org.")),
            "both", List.of(to("eve", "both.example")),
            "foreign",
                    List.of(
                            to("you", "elsewhere.example"),
                            to("you", "sub.example.org"),
                            to("you", "sub.example.com"),
                            to("you", "notexample.org"),
                            to("you", "example.org.elsewhere.example"),
                            to("you", ""),
                            to("you", ".."),
                            to("you", "exämple.org")),
            "literal", List.of(to("you", "203.0.113.80"), to("you", "[203.0.113.80]"), to("you", "IPv6:2001:db8::1")),
            "ours-literal", List.of(to("bob", "198.51.100.2")),
            "in-local", hidden("example.com"),
            "in-relay", hidden("example.org"),
            "in-foreign", hidden("elsewhere.example"));

    @TestFactory
    List<DynamicTest> whatIsOursComesInAndWhatIsInsideGoesOut() {
        return table(WHILE_DOMAINS_ANSWER, Set.of("example.com", "both.example", "198.51.100.2")::contains);
    }

    @TestFactory
    List<DynamicTest> whileTheListOfDomainsIsSilentNothingIsGuessed() {
        return table(WHILE_DOMAINS_ARE_SILENT, domain -> {
            throw new LocalDomains.Unavailable(new IllegalStateException("down"));
        });
    }

    @Test
    void theReversePathProvesNothing() {
        RelayPolicy policy = policy("example.com"::equals);
        Recipient stranger = to("you", "elsewhere.example");

        assertThat(List.of("bob@example.com", "ann@example.org", "postmaster@198.51.100.2", ""))
                .allSatisfy(
                        sender -> assertThat(policy.decide(client("203.0.113.9"), new ReversePath(sender), stranger))
                                .isEqualTo(new Verdict.Refuse(Verdict.Refusal.OUTSIDE_TO_OUTSIDE)));
    }

    @Test
    void theVerdictNamesTheRelayDomain() {
        assertThat(policy(domain -> false).decide(client("203.0.113.9"), ReversePath.NULL, to("ann", "EXAMPLE.org.")))
                .isInstanceOfSatisfying(
                        Verdict.KeepForPrimary.class,
                        keep -> assertThat(keep.domain().name().value()).isEqualTo("example.org"));
    }

    private static List<DynamicTest> table(String table, LocalDomains localDomains) {
        RelayPolicy policy = policy(localDomains);
        List<String[]> rows =
                table.lines().map(row -> row.split("\\s*\\|\\s*", -1)).toList();
        String[] kinds = rows.get(0);
        return rows.stream().skip(1).map(row -> row(policy, kinds, row)).toList();
    }

    private static DynamicTest row(RelayPolicy policy, String[] kinds, String[] expected) {
        Origin origin = Objects.requireNonNull(ORIGINS.get(expected[0].strip()));
        return DynamicTest.dynamicTest(expected[0].strip(), () -> {
            for (int column = 1; column < kinds.length; column++) {
                String verdict = expected[column].strip();
                assertThat(RECIPIENTS.get(kinds[column].strip()))
                        .isNotEmpty()
                        .allSatisfy(recipient -> assertThat(
                                        said(policy.decide(origin, new ReversePath("any@where.example"), recipient)))
                                .as("%s to %s", origin, recipient)
                                .isEqualTo(verdict));
            }
        });
    }

    private static String said(Verdict verdict) {
        return verdict.match(new Verdict.Cases<>() {
            @Override
            public String deliverHere() {
                return "here";
            }

            @Override
            public String keepForPrimary(RelayDomain domain) {
                return "keep";
            }

            @Override
            public String sendOut() {
                return "out";
            }

            @Override
            public String refuse(Verdict.Refusal why) {
                return switch (why) {
                    case OUTSIDE_TO_OUTSIDE -> "oo";
                    case COLLECTED_TO_OUTSIDE -> "co";
                    case HIDDEN_ADDRESS -> "hidden";
                };
            }

            @Override
            public String notNow(Verdict.Postponement why) {
                return why == Verdict.Postponement.DOMAINS_UNAVAILABLE ? "451" : why.code();
            }
        });
    }

    private static RelayPolicy policy(LocalDomains localDomains) {
        return new RelayPolicy(
                new Networks(networks("10.0.0.0/8, fd00::/8, !10.9.9.9"), networks("10.0.0.1")),
                RelayDomains.of(List.of(domain("example.org"), domain("both.example"))),
                localDomains);
    }

    private static NetworkSet networks(String text) {
        try {
            return NetworkSet.parse("test", text);
        } catch (InvalidNetworks wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static RelayDomain domain(String name) {
        return new RelayDomain(new DomainName(name), List.of(new Primary.Mx()));
    }

    private static Origin client(String address) {
        return new Origin.Client(IpAddress.parse(address).orElseThrow());
    }

    private static Recipient to(String localPart, String domain) {
        return new Recipient(localPart, domain);
    }

    private static List<Recipient> hidden(String domain) {
        return List.of(
                to("you%elsewhere.example", domain),
                to("elsewhere.example!you", domain),
                to("\"you@elsewhere.example\"", domain),
                to("\"you%elsewhere.example\"", domain),
                to("you@elsewhere.example", domain),
                to("%", domain));
    }
}
