package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.DomainTable;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.NetworkList;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomainList;
import io.relayguard.core.primary.RelayDomains;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The text that the log and a caller get: who, whose, which rule, and where it is written. */
class ExplanationTest {
    private static final String STRANGER = "client 203.0.113.9 is outside: no internal network has it";
    private static final String FOREIGN = "\"elsewhere.example\" is neither a relay domain nor one of James's own";

    private static String why(Origin origin, String sender, String recipient) throws InvalidNetworks {
        return why(RelayRules.DEFAULT, origin, sender, recipient);
    }

    private static String why(RelayRules rules, Origin origin, String sender, String recipient) throws InvalidNetworks {
        return decide(rules, World.ANSWERING, origin, sender, recipient).why().toString();
    }

    private static Decision decide(
            RelayRules rules, LocalDomains localDomains, Origin origin, String sender, String recipient)
            throws InvalidNetworks {
        Networks networks = new Networks(
                new NetworkList()
                        .addText("networks/internal[1]", "fd00::/8")
                        .addLines("file://conf/internal.txt", Stream.of("# ours", "10.0.0.0/8", "!10.9.0.0/16"))
                        .toSet(),
                new NetworkList()
                        .addText("networks/gateways", "10.0.0.1, 172.16.0.0/12, !172.16.0.5")
                        .toSet());
        DomainTable.Builder lines = new DomainTable.Builder();
        lines.add(new DomainName("example.net"), 12);
        RelayDomains domains = new RelayDomains(
                Map.of(
                        new DomainName("example.org"),
                        new RelayDomain(
                                new DomainName("example.org"), List.of(new Primary.Mx()), "relayDomains/domain[2]")),
                List.of(new RelayDomainList(
                        "file://conf/domains.txt", lines.build(), List.of(new Primary.Mx()), Map.of())));
        RelayPolicy policy = new RelayPolicy(
                rules, networks, domains, localDomains, own -> World.OWN_ADDRESSES.contains(own.toString()));
        return policy.decide(origin, World.from(sender), World.to(recipient));
    }

    @Test
    void outsideToOutside() throws InvalidNetworks {
        assertThat(why(World.client("203.0.113.9"), "", "you@elsewhere.example"))
                .isEqualTo(STRANGER + "; " + FOREIGN + "; outside-to-outside refuses: never outside to outside");
        assertThat(why(World.client("203.0.113.9"), "", "you@[203.0.113.80]"))
                .isEqualTo(STRANGER + "; [203.0.113.80] is an address outside;"
                        + " outside-to-outside refuses: never outside to outside");
    }

    @Test
    void theEntryThatMakesAClientAnOutsiderIsNamed() throws InvalidNetworks {
        assertThat(why(World.client("10.0.0.1"), "", "you@elsewhere.example"))
                .startsWith("client 10.0.0.1 is outside: gateway 10.0.0.1 (networks/gateways); ");
        assertThat(why(World.client("10.9.9.9"), "", "you@elsewhere.example"))
                .startsWith(
                        "client 10.9.9.9 is outside: taken out by !10.9.0.0/16 (file://conf/internal.txt line 3); ");
        assertThat(why(World.client("172.16.0.5"), "", "you@elsewhere.example"))
                .startsWith("client 172.16.0.5 is outside: no internal network has it; ");
    }

    @Test
    void soIsTheOneThatMakesItAnInsider() throws InvalidNetworks {
        assertThat(why(World.client("10.1.2.3"), "", "you@elsewhere.example"))
                .isEqualTo("client 10.1.2.3 is inside by 10.0.0.0/8 (file://conf/internal.txt line 2); " + FOREIGN
                        + "; no rule refuses");
        assertThat(why(World.client("fd00::5"), "", "bob@example.com"))
                .isEqualTo("client fd00::5 is inside by fd00::/8 (networks/internal[1]);"
                        + " example.com is one of James's own domains; no rule refuses");
    }

    @Test
    void theLineOfARelayDomainIsNamed() throws InvalidNetworks {
        assertThat(why(new Origin.User("bob"), "", "ann@Example.ORG"))
                .isEqualTo("user bob is inside: logged in;"
                        + " example.org is a relay domain (relayDomains/domain[2]); no rule refuses");
        assertThat(why(new Origin.Ourselves(), "", "ann@example.net"))
                .isEqualTo("made by this server itself: inside;"
                        + " example.net is a relay domain (file://conf/domains.txt line 12); no rule refuses");
    }

    @Test
    void hiddenAddress() throws InvalidNetworks {
        assertThat(why(World.client("203.0.113.9"), "", "you%elsewhere.example@example.org"))
                .isEqualTo(STRANGER + "; you%elsewhere.example@example.org was not looked at further;"
                        + " hidden-address refuses: outsiders may not write %, ! or @ in a local part");
    }

    @Test
    void collectedAndUntracedToOutside() throws InvalidNetworks {
        assertThat(why(new Origin.Collected("fetch-bob"), "", "you@elsewhere.example"))
                .isEqualTo("collected by fetch-bob: outside, as all fetched mail; " + FOREIGN
                        + "; collected-to-outside refuses: collected mail never goes out again");
        assertThat(why(new Origin.Untraced(), "", "you@elsewhere.example"))
                .isEqualTo("of unknown origin: outside; " + FOREIGN
                        + "; untraced-to-outside refuses: mail of unknown origin never goes out");
    }

    @Test
    void forgedSenderNamesWhoseTheSenderIs() throws InvalidNetworks {
        RelayRules rules = new RelayRules(Roles.ALL, new ForgedSenders(true, Set.of(), Set.of()), Enforcement.WHOLE);

        assertThat(why(rules, World.client("203.0.113.9"), "ann@Example.NET", "ann@example.org"))
                .isEqualTo(STRANGER + "; example.org is a relay domain (relayDomains/domain[2]);"
                        + " forged-sender refuses: strangers may not use a sender of ours,"
                        + " and example.net is a relay domain (file://conf/domains.txt line 12)");
        assertThat(why(rules, World.client("203.0.113.9"), "bob@example.com", "ann@example.org"))
                .endsWith("forged-sender refuses: strangers may not use a sender of ours,"
                        + " and example.com is one of James's own domains");
    }

    @Test
    void addressNotServed() throws InvalidNetworks {
        assertThat(why(new Origin.User("bob"), "", "bob@[IPv6:2001:db8:a::3]"))
                .isEqualTo("user bob is inside: logged in;"
                        + " [IPv6:2001:db8:a::3] is this server, and not one of James's own domains;"
                        + " address-not-served refuses: James's list of domains does not have this server's address");
    }

    @Test
    void notOurRoleNamesTheRoles() throws InvalidNetworks {
        assertThat(why(
                        World.rules(Role.SECONDARY_MX, Role.MAIL_SERVER),
                        new Origin.User("bob"),
                        "",
                        "you@elsewhere.example"))
                .isEqualTo("user bob is inside: logged in; " + FOREIGN
                        + "; not-our-role refuses: no <role> permits it: mail-server, secondary-mx");
    }

    @Test
    void whatOnlyObservesIsSaidBeforeTheRuleThatRefuses() throws InvalidNetworks {
        RelayRules rules = new RelayRules(
                new Roles(Set.of(Role.MAIL_SERVER)),
                new ForgedSenders(true, Set.of(), Set.of()),
                new Enforcement(Mode.ENFORCE, Set.of(Rule.FORGED_SENDER)));

        assertThat(why(rules, World.client("203.0.113.9"), "bob@example.com", "ann@example.org"))
                .endsWith("; forged-sender would refuse (strangers may not use a sender of ours,"
                        + " and example.com is one of James's own domains), and only observes;"
                        + " not-our-role refuses: no <role> permits it: mail-server");
    }

    @Test
    void silenceIsNamedForWhatItIs() throws InvalidNetworks {
        Decision decision =
                decide(RelayRules.DEFAULT, World.SILENT, World.client("203.0.113.9"), "", "you@elsewhere.example");

        assertThat(decision.why())
                .isEqualTo(new Explanation(
                        STRANGER, "you@elsewhere.example was not looked at further", "postponed: domains-unavailable"));
        assertThat(decision).hasToString("Decision[NotNow[why=DOMAINS_UNAVAILABLE]]");
    }

    @Test
    void everyRuleHasACodeOfItsOwnByWhichItIsFound() {
        assertThat(Stream.of(Rule.values()).map(Rule::code))
                .containsExactly(
                        "hidden-address",
                        "outside-to-outside",
                        "collected-to-outside",
                        "untraced-to-outside",
                        "forged-sender",
                        "address-not-served",
                        "not-our-role");
        assertThat(Rule.values()).allSatisfy(rule -> {
            assertThat(Rule.ofCode(rule.code())).contains(rule);
            assertThat(rule.meaning()).isNotBlank();
        });
        assertThat(Rule.ofCode("anything")).isEmpty();
        assertThat(Stream.of(Verdict.Postponement.values()).map(Verdict.Postponement::code))
                .containsExactly("domains-unavailable", "buffer-not-wired", "buffer-full");
        assertThat(Stream.of(Rule.values()).map(Rule::meaning).collect(Collectors.toSet()))
                .hasSize(Rule.values().length);
    }

    @Test
    void theListOfDomainsIsAskedOncePerRecipient() throws InvalidNetworks {
        int[] asked = {0};
        LocalDomains counting = domain -> {
            asked[0]++;
            return false;
        };
        Decision decision = decide(RelayRules.DEFAULT, counting, World.client("10.1.2.3"), "", "you@elsewhere.example");

        assertThatCode(() -> assertThat(decision.why().toString()).isNotEmpty()).doesNotThrowAnyException();
        assertThat(asked[0]).isEqualTo(1);
    }
}
