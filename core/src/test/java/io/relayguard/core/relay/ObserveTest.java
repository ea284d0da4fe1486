package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What passes although a rule minds, and what that can never be. */
class ObserveTest {
    /** The verdict, and the rules that observed, in their order. The one role is secondary-mx; no forged senders. */
    private static final Table TABLE = new Table("""
            enforcement   | stranger, forged, to relay | stranger, forged, to local | stranger to local | stranger to bare | stranger to foreign | stranger to hidden relay | stranger, forged, to hidden foreign | inside to foreign | user to foreign | ourselves to local | collected to foreign | collected to local | untraced to foreign | untraced to hidden local
            whole         | forged                     | forged                     | role              | none             | oo                  | hidden                   | hidden                              | role              | role            | here               | co                   | role               | uo                  | hidden
            observe       | keep, forged               | here, forged, role         | here, role        | here, none, role | oo                  | hidden                   | hidden                              | out, role         | out, role       | here               | co                   | here, role         | uo                  | hidden
            observe-all   | keep, forged               | here, forged, role         | here, role        | here, none, role | out, oo, role       | keep, hidden             | out, hidden, oo, forged, role       | out, role         | out, role       | here               | out, co              | here, role         | out, uo             | here, hidden, role
            forged-sender | keep, forged               | role, forged               | role              | none             | oo                  | hidden                   | hidden                              | role              | role            | here               | co                   | role               | uo                  | hidden
            not-our-role  | forged                     | forged                     | here, role        | none             | oo                  | hidden                   | hidden                              | out, role         | out, role       | here               | co                   | here, role         | uo                  | hidden
            not-served    | forged                     | forged                     | role              | role, none       | oo                  | hidden                   | hidden                              | role              | role            | here               | co                   | role               | uo                  | hidden
            """);

    private static final Map<String, Enforcement> ENFORCEMENTS = Map.of(
            "whole", Enforcement.WHOLE,
            "observe", new Enforcement(Mode.OBSERVE, Set.of()),
            "observe-all", new Enforcement(Mode.OBSERVE_ALL, Set.of()),
            "forged-sender", new Enforcement(Mode.ENFORCE, Set.of(Rule.FORGED_SENDER)),
            "not-our-role", new Enforcement(Mode.ENFORCE, Set.of(Rule.NOT_OUR_ROLE)),
            "not-served", new Enforcement(Mode.ENFORCE, Set.of(Rule.ADDRESS_NOT_SERVED)));

    private static final Map<String, Origin> ORIGINS = Map.of(
            "stranger", World.client("203.0.113.9"),
            "inside", World.client("10.1.2.3"),
            "user", new Origin.User("bob"),
            "ourselves", new Origin.Ourselves(),
            "collected", new Origin.Collected("fetch-bob"),
            "untraced", new Origin.Untraced());

    private static final Map<String, String> RECIPIENTS = Map.of(
            "relay", "ann@example.org",
            "local", "bob@example.com",
            "bare", "bob@[198.51.100.3]",
            "foreign", "you@elsewhere.example",
            "hidden relay", "you%elsewhere.example@example.org",
            "hidden local", "\"you@elsewhere.example\"@example.com",
            "hidden foreign", "you%somewhere.example@elsewhere.example");

    @Test
    void whatPassesIsSaidToHaveBeenObserved() {
        assertThat(TABLE.rows()).containsExactlyInAnyOrderElementsOf(ENFORCEMENTS.keySet());
        for (String row : TABLE.rows()) {
            RelayPolicy policy = policy(Objects.requireNonNull(ENFORCEMENTS.get(row)), World.ANSWERING);
            for (String column : TABLE.columns()) {
                assertThat(words(decide(policy, column)))
                        .as("%s: %s", row, column)
                        .isEqualTo(TABLE.cell(row, column));
            }
        }
    }

    private static Decision decide(RelayPolicy policy, String column) {
        String[] ends = column.split(" to ", 2);
        Origin origin = Objects.requireNonNull(ORIGINS.get(ends[0].replace(", forged,", "")));
        String recipient = Objects.requireNonNull(RECIPIENTS.get(ends[1]));
        String sender = ends[0].contains("forged") ? "eve@example.com" : "you@elsewhere.example";
        return policy.decide(origin, World.from(sender), World.to(recipient));
    }

    private static RelayPolicy policy(Enforcement enforcement, LocalDomains localDomains) {
        Roles secondary = new Roles(Set.of(Role.SECONDARY_MX));
        ForgedSenders none = new ForgedSenders(true, Set.of(), Set.of());
        return World.policy(new RelayRules(secondary, none, enforcement), localDomains);
    }

    private static String words(Decision decision) {
        return Stream.concat(
                        Stream.of(decision.verdict()),
                        decision.observed().stream().<Verdict>map(Verdict.Refuse::new))
                .map(World::word)
                .collect(Collectors.joining(", "));
    }

    @Test
    void noOutsiderGetsOutAndNoHiddenAddressInUnlessAllOfItOnlyObserves() {
        Set<Enforcement> enforcements = Stream.concat(
                        ENFORCEMENTS.values().stream(),
                        Stream.of(Mode.ENFORCE, Mode.OBSERVE).map(mode -> new Enforcement(mode, observable())))
                .filter(enforcement -> enforcement.mode() != Mode.OBSERVE_ALL)
                .collect(Collectors.toSet());
        List<Origin> outsiders = Stream.concat(
                        World.clients("203.0.113.9", "2001:db8::9", "10.0.0.1", "fd00::1", "10.9.9.9", "127.0.0.1")
                                .stream(),
                        Stream.of(new Origin.Collected("fetch-bob"), new Origin.Untraced()))
                .toList();
        List<String> senders = List.of("", "bob@example.com", "ann@example.org", "you@elsewhere.example");
        for (Enforcement enforcement : enforcements) {
            for (LocalDomains domains : List.of(World.ANSWERING, World.SILENT)) {
                RelayPolicy policy = policy(enforcement, domains);
                Recipients.KINDS.forEach((kind, recipients) ->
                        outsiders.forEach(origin -> recipients.forEach(recipient -> senders.forEach(sender -> {
                            Verdict verdict = policy.decide(origin, World.from(sender), recipient)
                                    .verdict();
                            assertFalse(verdict instanceof Verdict.SendOut, () -> origin + " to " + recipient);
                            assertFalse(
                                    kind.startsWith("in-")
                                            && !World.word(verdict).equals("hidden"),
                                    () -> origin + " to " + recipient + ": " + verdict);
                        }))));
            }
        }
    }

    /** With only the list of local domains silent, what merely observes must not put mail off. */
    @Test
    void aRuleThatOnlyObservesAsksForNothingThatIsNotThere() {
        Enforcement observed = new Enforcement(Mode.ENFORCE, Set.of(Rule.FORGED_SENDER));

        Decision kept = decide(policy(observed, World.SILENT), "stranger, forged, to relay");
        assertThat(kept.verdict()).isInstanceOf(Verdict.KeepForPrimary.class);
        assertThat(kept.observed()).as("what it could not find out").isEmpty();
        assertThat(decide(policy(Enforcement.WHOLE, World.SILENT), "stranger, forged, to relay")
                        .verdict())
                .isEqualTo(new Verdict.NotNow(Verdict.Postponement.DOMAINS_UNAVAILABLE));
        assertThat(decide(policy(new Enforcement(Mode.OBSERVE_ALL, Set.of()), World.SILENT), "stranger to foreign")
                        .verdict())
                .as("never a permit")
                .isEqualTo(new Verdict.NotNow(Verdict.Postponement.DOMAINS_UNAVAILABLE));
    }

    @ParameterizedTest
    @EnumSource(names = {"HIDDEN_ADDRESS", "OUTSIDE_TO_OUTSIDE", "COLLECTED_TO_OUTSIDE", "UNTRACED_TO_OUTSIDE"})
    void whatKeepsOutsidersFromTheOutsideCannotBeObservedAlone(Rule rule) {
        assertThat(rule.guardsTheOutside()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Enforcement(Mode.ENFORCE, Set.of(rule)))
                .withMessage(rule.code() + " cannot be observed alone");
    }

    @Test
    void theRestCan() {
        assertThat(observable()).containsOnly(Rule.FORGED_SENDER, Rule.ADDRESS_NOT_SERVED, Rule.NOT_OUR_ROLE);
        assertThat(observable()).noneMatch(new Enforcement(Mode.ENFORCE, observable())::enforces);
    }

    private static Set<Rule> observable() {
        return EnumSet.allOf(Rule.class).stream()
                .filter(rule -> !rule.guardsTheOutside())
                .collect(Collectors.toSet());
    }
}
