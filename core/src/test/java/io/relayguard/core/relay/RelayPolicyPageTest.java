package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.MailHost;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.InvalidNetworks;
import io.relayguard.core.net.NetworkList;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.DurationForm;
import io.relayguard.core.settings.ReloadSettings;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds docs/relay-policy.md to what the policy does; its truth table has a test of its own. */
class RelayPolicyPageTest {
    private static final Recipient RCPT = new Recipient("rcpt", "example.org");
    private static final List<String> NUMBERS = List.of("no", "one", "two", "three", "four", "five", "six", "seven");

    private final Page page = Page.read("relay-policy.md");

    @Test
    void theRulesStandInTheOrderInWhichTheyAreAsked() {
        Table rules = page.table("reason");

        assertThat(rules.columns()).containsExactly("forbids", "in observe mode", "reply");
        assertThat(List.copyOf(rules.rows())).isEqualTo(quoted(List.of(Rule.values()), Rule::code));
    }

    @ParameterizedTest
    @EnumSource
    void aRuleRefusesInObserveModeAndRepliesAsItsRowSays(Rule rule) {
        Table rules = page.table("reason");
        String row = "`" + rule.code() + "`";
        Reply reply = Reply.refused(rule, RCPT);

        assertThat(rules.cell(row, "in observe mode"))
                .isEqualTo(new Enforcement(Mode.OBSERVE, Set.of()).enforces(rule) ? "refuses" : "observes");
        assertThat(rules.cell(row, "reply"))
                .isEqualTo("`" + reply.code() + " " + reply.enhancedCode() + "` "
                        + reply.text().substring("<rcpt@example.org>: ".length()));
    }

    /** Observing is told in words too. */
    @Test
    void theRulesThatCannotBeObservedAloneAreTheFirstOnes() {
        List<Rule> guarding =
                Stream.of(Rule.values()).filter(Rule::guardsTheOutside).toList();
        String number = NUMBERS.get(guarding.size());

        assertThat(guarding).isEqualTo(List.of(Rule.values()).subList(0, guarding.size()));
        assertThat(page.text())
                .contains("the first " + number + " rules of the table above are enforced in it as well")
                .contains("the first " + number + " cannot be named there");
    }

    @Test
    void theRepliesAreAllThatThereAre() {
        Table replies = page.table("reply");
        List<Rule> named = Stream.of(Rule.values())
                .filter(rule -> !reply(rule).equals(reply(Rule.OUTSIDE_TO_OUTSIDE)))
                .toList();

        assertThat(replies.rows())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(Rule.values()).map(RelayPolicyPageTest::reply),
                                Stream.of(Verdict.Postponement.values()).map(RelayPolicyPageTest::reply))
                        .collect(Collectors.toSet()));
        named.forEach(rule -> assertThat(replies.cell(reply(rule), "when")).isEqualTo("`" + rule.code() + "`"));
        assertThat(replies.cell(reply(Rule.OUTSIDE_TO_OUTSIDE), "when")).startsWith("for nearly every refusal alike");
        assertThat(replies.cell(reply(Verdict.Postponement.BUFFER_FULL), "when"))
                .isEqualTo("`buffer-full`");
        assertThat(replies.cell(reply(Verdict.Postponement.DOMAINS_UNAVAILABLE), "when"))
                .isEqualTo("for every other postponement alike");
    }

    private static String reply(Rule rule) {
        return written(Reply.refused(rule, RCPT));
    }

    private static String reply(Verdict.Postponement why) {
        return written(Reply.notNow(why, RCPT));
    }

    private static String written(Reply reply) {
        String text = reply.text().replace("rcpt@example.org", "rcpt");
        return "`" + reply.code() + " " + reply.enhancedCode() + " " + text + "`";
    }

    @Test
    void everyCodeOfThePageExists() {
        Set<String> codes = Stream.of(
                        Stream.of(Rule.values()).map(Rule::code),
                        Stream.of(Verdict.Postponement.values()).map(Verdict.Postponement::code),
                        Stream.of(Role.values()).map(Role::code),
                        Stream.of(Mode.values()).map(Mode::code),
                        Stream.of("would-refuse"))
                .flatMap(Function.identity())
                .collect(Collectors.toSet());

        assertThat(codes).containsAll(page.all("`([a-z]+(?:-[a-z]+)+)`"));
        assertThat(Stream.of(Rule.values()).map(Rule::code))
                .containsAll(page.all("event=(?:refused|would-refuse) reason=([a-z-]+)"));
        assertThat(Stream.of(Mode.values()).map(Mode::code)).containsAll(page.all("\\bmode=\"?([a-z-]+)"));
    }

    @Test
    void everyPostponementHasItsLogLineAndItsMetricAndNoOther() {
        Set<String> codes = Stream.of(Verdict.Postponement.values())
                .map(Verdict.Postponement::code)
                .collect(Collectors.toSet());

        assertThat(page.all("event=postponed reason=([a-z-]+)")).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(page.table("metric").rows())
                .filteredOn(metric -> metric.contains(".postponed."))
                .containsExactlyInAnyOrderElementsOf(quoted(codes, code -> "relayguard.postponed." + code));
    }

    @Test
    void theRolesPermitWhatTheTableSays() {
        Table roles = page.table("role");

        assertThat(List.copyOf(roles.rows())).isEqualTo(quoted(List.of(Role.values()), Role::code));
        for (Role role : Role.values()) {
            assertThat(roles.cell("`" + role.code() + "`", "permits")).isEqualTo(permits(role));
        }
    }

    private static String permits(Role role) {
        String inside = Stream.of(
                        role.permits(Permit.NETWORKS_TO_OUTSIDE) ? "internal networks" : "",
                        role.permits(Permit.USERS_TO_OUTSIDE) ? "logged-in users" : "")
                .filter(who -> !who.isEmpty())
                .collect(Collectors.joining(" and "));
        return Stream.of(
                        role.permits(Permit.TO_LOCAL_DOMAINS) ? "anybody to James's own domains" : "",
                        role.permits(Permit.TO_RELAY_DOMAINS) ? "anybody to the relay domains" : "",
                        inside.isEmpty() ? "" : inside + " to the outside")
                .filter(way -> !way.isEmpty())
                .collect(Collectors.joining(", "));
    }

    @Test
    void theOriginsAreAllThatThereAreAndInsideOrOutside() {
        Table origins = page.table("origin");
        RelayPolicy policy = World.policy();

        assertThat(origins.rows())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Origin.class.getPermittedSubclasses())
                        .map(origin -> origin.getSimpleName().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(origins.cell("client", "inside")).isEqualTo("if it is in `<internal>` and not in `<gateways>`");
        assertThat(policy.isInside(World.client("10.1.2.3"))).isTrue();
        assertThat(policy.isInside(World.client("10.0.0.1"))).isFalse();
        Stream.of(new Origin.User("bob"), new Origin.Ourselves(), new Origin.Collected("bob"), new Origin.Untraced())
                .forEach(origin -> assertThat(
                                origins.cell(origin.getClass().getSimpleName().toLowerCase(Locale.ROOT), "inside"))
                        .startsWith(policy.isInside(origin) ? "yes" : "no"));
    }

    @Test
    void recipientsAreReadAsTheTableSays() {
        Table recipients = page.table("written");
        for (String row : recipients.rows()) {
            String readAs = recipients.cell(row, "read as");
            Page.codes(row)
                    .forEach(written -> assertThat(reading(written))
                            .as(written)
                            .satisfies(reading -> assertThat(readAs).startsWith(reading)));
        }
    }

    private static String reading(String written) {
        if (!written.startsWith("<")) {
            return new Recipient("a" + written + "b", "b.example").hidesAnotherAddress()
                    ? "as the plain ones"
                    : "plain";
        }
        Recipient recipient = Recipient.parse(written);
        MailHost host = recipient.host();
        if (host instanceof MailHost.Named) {
            String at = recipient.hidesAnotherAddress() ? "at " + host + ", with a hidden address" : "at " + host;
            return written.contains(":") ? recipient + ": a source route is dropped" : at;
        }
        return host instanceof MailHost.Literal ? "an address: " : "nobody's: outside";
    }

    @Test
    void theParametersHaveTheirDefaults() {
        Table parameters = page.table("name");

        assertThat(Page.codes(parameters.cell("`@mode`", "type")))
                .isEqualTo(Stream.of(Mode.values()).map(Mode::code).toList());
        assertThat(parameters.cell("`@mode`", "default"))
                .isEqualTo("`" + RelayRules.DEFAULT.enforcement().mode().code() + "`");
        assertThat(parameters.cell("`forgedSenders`", "default"))
                .isEqualTo(ForgedSenders.ACCEPT.refuseByDefault() ? "`refuse`" : "`accept`");
        assertThat(parameters.cell("`networks/internal`", "default"))
                .isEqualTo("`" + entries(Networks.DEFAULT.internal()) + "`");
        assertThat(entries(Networks.DEFAULT.gateways())).isEmpty();
        assertThat(parameters.cell("`networks/suspectGateway`", "default"))
                .isEqualTo("`" + GatewayAlarm.DEFAULT.percent() + "%`");
        assertThat(parameters.cell("`reload@every`", "default"))
                .isEqualTo("`" + DurationForm.write(ReloadSettings.DEFAULT.every()) + "`");
    }

    private static String entries(NetworkSet set) {
        return set.entries().map(NetworkSet.Entry::toString).collect(Collectors.joining(", "));
    }

    @Test
    void theReasonThatIsShownIsTheReasonThatIsGiven() throws InvalidNetworks {
        List<String> lines = IntStream.rangeClosed(1, 7)
                .mapToObj(line -> line == 7 ? "!10.9.9.9" : line == 1 ? "10.0.0.0/8" : "")
                .toList();
        NetworkSet internal = new NetworkList()
                .addLines("file://conf/internal-networks.txt", lines.stream())
                .toSet();
        RelayPolicy policy = new RelayPolicy(
                RelayRules.DEFAULT,
                new Networks(internal, NetworkSet.EMPTY),
                RelayDomains.NONE,
                World.ANSWERING,
                address -> false);

        assertThat(page.text().lines())
                .contains(policy.decide(World.client("10.9.9.9"), World.from("<>"), World.to("<you@elsewhere.example>"))
                        .why()
                        .toString());
    }

    private static <T> List<String> quoted(Collection<T> values, Function<T, String> code) {
        return values.stream().map(value -> "`" + code.apply(value) + "`").toList();
    }
}
