package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.base.Splitter;
import io.relayguard.core.address.DomainName;
import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The whole product: every kind of origin, recipient and sender, under every role and every word on forged senders,
 * with James's list of domains there and gone.
 */
class RelayPolicyTest {
    /** What stands for each kind of origin and recipient, as long as the sender is not the matter. */
    private static final Map<String, Table> BY_ROLES = tables(
            "no role named, outgoing-relay and mail-server and secondary-mx and groupware-front and firewall-relay",
                    """
            origin    | local | relay | both | foreign | own  | bare | literal | in-local | in-relay | in-foreign | in-own | in-bare | pm-local | pm-relay | pm-foreign | pm-own | pm-bare
            inside    | here  | keep  | keep | out     | here | none | out     | here     | keep     | out        | here   | none    | here     | keep     | out        | here   | none
            user      | here  | keep  | keep | out     | here | none | out     | here     | keep     | out        | here   | none    | here     | keep     | out        | here   | none
            ourselves | here  | keep  | keep | out     | here | none | out     | here     | keep     | out        | here   | none    | here     | keep     | out        | here   | none
            outside   | here  | keep  | keep | oo      | here | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            gateway   | here  | keep  | keep | oo      | here | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            excluded  | here  | keep  | keep | oo      | here | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            collected | here  | keep  | keep | co      | here | none | co      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | co         | here   | none
            untraced  | here  | keep  | keep | uo      | here | none | uo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | uo         | here   | none
            """,
            "mail-server", """
            origin    | local | relay | both | foreign | own  | bare | literal | in-local | in-relay | in-foreign | in-own | in-bare | pm-local | pm-relay | pm-foreign | pm-own | pm-bare
            inside    | here  | role  | role | role    | here | none | role    | here     | role     | role       | here   | none    | here     | role     | role       | here   | none
            user      | here  | role  | role | role    | here | none | role    | here     | role     | role       | here   | none    | here     | role     | role       | here   | none
            ourselves | here  | keep  | keep | out     | here | none | out     | here     | keep     | out        | here   | none    | here     | keep     | out        | here   | none
            outside   | here  | role  | role | oo      | here | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | oo         | here   | none
            gateway   | here  | role  | role | oo      | here | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | oo         | here   | none
            excluded  | here  | role  | role | oo      | here | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | oo         | here   | none
            collected | here  | role  | role | co      | here | none | co      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | co         | here   | none
            untraced  | here  | role  | role | uo      | here | none | uo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | uo         | here   | none
            """,
            "outgoing-relay", """
            origin    | local | relay | both | foreign | own  | bare | literal | in-local | in-relay | in-foreign | in-own | in-bare | pm-local | pm-relay | pm-foreign | pm-own | pm-bare
            inside    | role  | role  | role | out     | role | none | out     | role     | role     | out        | role   | none    | here     | role     | out        | here   | none
            user      | role  | role  | role | out     | role | none | out     | role     | role     | out        | role   | none    | here     | role     | out        | here   | none
            ourselves | here  | keep  | keep | out     | here | none | out     | here     | keep     | out        | here   | none    | here     | keep     | out        | here   | none
            outside   | role  | role  | role | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | oo         | here   | none
            gateway   | role  | role  | role | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | oo         | here   | none
            excluded  | role  | role  | role | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | oo         | here   | none
            collected | role  | role  | role | co      | role | none | co      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | co         | here   | none
            untraced  | role  | role  | role | uo      | role | none | uo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | role     | uo         | here   | none
            """,
            "secondary-mx", """
            origin    | local | relay | both | foreign | own  | bare | literal | in-local | in-relay | in-foreign | in-own | in-bare | pm-local | pm-relay | pm-foreign | pm-own | pm-bare
            inside    | role  | keep  | keep | role    | role | none | role    | role     | keep     | role       | role   | none    | here     | keep     | role       | here   | none
            user      | role  | keep  | keep | role    | role | none | role    | role     | keep     | role       | role   | none    | here     | keep     | role       | here   | none
            ourselves | here  | keep  | keep | out     | here | none | out     | here     | keep     | out        | here   | none    | here     | keep     | out        | here   | none
            outside   | role  | keep  | keep | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            gateway   | role  | keep  | keep | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            excluded  | role  | keep  | keep | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            collected | role  | keep  | keep | co      | role | none | co      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | co         | here   | none
            untraced  | role  | keep  | keep | uo      | role | none | uo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | uo         | here   | none
            """,
            "groupware-front, firewall-relay", """
            origin    | local | relay | both | foreign | own  | bare | literal | in-local | in-relay | in-foreign | in-own | in-bare | pm-local | pm-relay | pm-foreign | pm-own | pm-bare
            inside    | role  | keep  | keep | out     | role | none | out     | role     | keep     | out        | role   | none    | here     | keep     | out        | here   | none
            user      | role  | keep  | keep | role    | role | none | role    | role     | keep     | role       | role   | none    | here     | keep     | role       | here   | none
            ourselves | here  | keep  | keep | out     | here | none | out     | here     | keep     | out        | here   | none    | here     | keep     | out        | here   | none
            outside   | role  | keep  | keep | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            gateway   | role  | keep  | keep | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            excluded  | role  | keep  | keep | oo      | role | none | oo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | oo         | here   | none
            collected | role  | keep  | keep | co      | role | none | co      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | co         | here   | none
            untraced  | role  | keep  | keep | uo      | role | none | uo      | hidden   | hidden   | hidden     | hidden | hidden  | here     | keep     | uo         | here   | none
            """);

    /** What the sender of a stranger does to it; all other origins may use any. What leads outside comes before. */
    private static final Table FORGED = new Table("""
            forged senders         | local  | relay  | foreign | no name | null
            accept                 | as is  | as is  | as is   | as is   | as is
            refuse                 | forged | forged | as is   | as is   | as is
            refuse example.com     | forged | as is  | as is   | as is   | as is
            refuse but example.com | as is  | forged | as is   | as is   | as is
            """);

    /** The same while James's list of domains is silent: whose a foreign domain is cannot be said. */
    private static final Table FORGED_IN_SILENCE = new Table("""
            forged senders         | local  | relay  | foreign | no name | null
            accept                 | as is  | as is  | as is   | as is   | as is
            refuse                 | 451    | forged | 451     | as is   | as is
            refuse example.com     | 451    | as is  | as is   | as is   | as is
            refuse but example.com | as is  | forged | 451     | as is   | as is
            """);

    /** What is left of the word on a recipient while James's list of domains is silent: relay domains are our own. */
    private static final Table SILENCE = new Table("""
            who     | local | relay | both  | foreign | own | bare | literal | in-local | in-relay | in-foreign | in-own | in-bare | pm-local | pm-relay | pm-foreign | pm-own | pm-bare
            inside  | 451   | as is | as is | 451     | 451 | 451  | 451     | 451      | as is    | 451        | 451    | 451     | 451      | as is    | 451        | 451    | 451
            outside | 451   | as is | as is | 451     | 451 | 451  | 451     | as is    | as is    | as is      | as is  | as is   | 451      | as is    | 451        | 451    | 451
            """);

    private static final Map<String, List<Origin>> ORIGINS = Map.of(
            "inside", World.clients("10.1.2.3", "::ffff:10.1.2.3", "fd00::5"),
            "user", List.of(new Origin.User("bob@example.com")),
            "ourselves", List.of(new Origin.Ourselves()),
            "outside", World.clients("203.0.113.9", "::ffff:203.0.113.9", "2001:db8::9", "127.0.0.1", "::1"),
            "gateway", World.clients("10.0.0.1", "::ffff:10.0.0.1", "fd00::1"),
            "excluded", World.clients("10.9.9.9", "::ffff:10.9.9.9", "fd00:9::9"),
            "collected", List.of(new Origin.Collected("fetch-bob")),
            "untraced", List.of(new Origin.Untraced()));
    private static final Set<String> INSIDERS = Set.of("inside", "user", "ourselves");
    private static final Set<String> STRANGERS = Set.of("outside", "gateway", "excluded");

    private static final Map<String, List<Recipient>> RECIPIENTS = Recipients.KINDS;

    private static final Map<String, List<ReversePath>> SENDERS = Map.of(
            "local",
            List.of(World.from("bob@example.com"), World.from("<bob@Example.COM.>")),
            "relay",
            List.of(World.from("ann@example.org"), World.from("ann@EXÄMPLE.org")),
            "foreign",
            List.of(World.from("you@elsewhere.example")),
            "no name",
            List.of(World.from("you@[198.51.100.2]"), World.from("x"), World.from("x@")),
            "null",
            List.of(ReversePath.NULL));

    private static final Map<String, ForgedSenders> FORGED_SENDERS = Map.of(
            "accept", ForgedSenders.ACCEPT,
            "refuse", new ForgedSenders(true, Set.of(), Set.of()),
            "refuse example.com", new ForgedSenders(false, Set.of(new DomainName("example.com")), Set.of()),
            "refuse but example.com", new ForgedSenders(true, Set.of(), Set.of(new DomainName("example.com"))));

    @Test
    void noCellIsMissing() {
        assertThat(BY_ROLES.keySet())
                .containsExactlyInAnyOrderElementsOf(roleSets().keySet());
        BY_ROLES.values().forEach(table -> {
            assertThat(table.rows()).containsExactlyInAnyOrderElementsOf(ORIGINS.keySet());
            assertThat(table.columns()).containsExactlyInAnyOrderElementsOf(RECIPIENTS.keySet());
        });
        assertThat(SILENCE.columns()).containsExactlyInAnyOrderElementsOf(RECIPIENTS.keySet());
        for (Table forged : List.of(FORGED, FORGED_IN_SILENCE)) {
            assertThat(forged.rows()).containsExactlyInAnyOrderElementsOf(FORGED_SENDERS.keySet());
            assertThat(forged.columns()).containsExactlyInAnyOrderElementsOf(SENDERS.keySet());
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCellIsAsTheTablesSay() {
        return roleSets().entrySet().stream()
                .flatMap(roles -> FORGED_SENDERS.entrySet().stream()
                        .flatMap(forged -> Stream.of(true, false).map(answers -> {
                            String name =
                                    roles.getKey() + "; " + forged.getKey() + (answers ? "" : "; domains are silent");
                            RelayRules rules = new RelayRules(roles.getValue(), forged.getValue(), Enforcement.WHOLE);
                            RelayPolicy policy = World.policy(rules, answers ? World.ANSWERING : World.SILENT);
                            Table table = Objects.requireNonNull(BY_ROLES.get(roles.getKey()));
                            return dynamicTest(name, () -> check(policy, table, forged.getKey(), answers));
                        })));
    }

    @Test
    void insideAreInternalClientsUsersAndThisServerItself() {
        RelayPolicy policy = World.policy();

        ORIGINS.forEach((kind, origins) ->
                assertThat(origins).allMatch(origin -> policy.isInside(origin) == INSIDERS.contains(kind)));
    }

    @Test
    void localIsWhatJamesCountsAmongItsDomains() throws LocalDomains.Unavailable {
        Set<String> local = Set.of("local", "both", "own", "in-local", "in-own", "pm-local", "pm-own");
        for (Map.Entry<String, List<Recipient>> kind : RECIPIENTS.entrySet()) {
            for (Recipient recipient : kind.getValue()) {
                assertThat(World.policy().isLocal(recipient))
                        .as("%s", recipient)
                        .isEqualTo(local.contains(kind.getKey()));
            }
        }
        assertThatExceptionOfType(LocalDomains.Unavailable.class)
                .isThrownBy(() -> World.policy(RelayRules.DEFAULT, World.SILENT).isLocal(World.to("bob@example.com")));
    }

    private static void check(RelayPolicy policy, Table table, String forged, boolean answers) {
        List<String> wrong = new ArrayList<>();
        ORIGINS.forEach((origin, origins) ->
                RECIPIENTS.forEach((recipient, recipients) -> SENDERS.forEach((sender, senders) -> {
                    String expected =
                            expected(table.cell(origin, recipient), origin, recipient, forged, sender, answers);
                    origins.forEach(o -> recipients.forEach(r -> senders.forEach(s -> {
                        String word = World.word(policy.decide(o, s, r).verdict());
                        if (!word.equals(expected)) {
                            wrong.add(o + " from " + s + " to " + r + ": " + word + ", not " + expected);
                        }
                    })));
                })));
        assertThat(wrong).isEmpty();
    }

    private static String expected(
            String cell, String origin, String recipient, String forged, String sender, boolean answers) {
        String left = answers ? "as is" : SILENCE.cell(INSIDERS.contains(origin) ? "inside" : "outside", recipient);
        if (!left.equals("as is")) {
            return left;
        }
        boolean leadsOutside = Set.of("hidden", "oo").contains(cell);
        String word = STRANGERS.contains(origin) && !leadsOutside
                ? (answers ? FORGED : FORGED_IN_SILENCE).cell(forged, sender)
                : "as is";
        return word.equals("as is") ? cell : word;
    }

    /** The roles by what the tables call them. */
    private static Map<String, Roles> roleSets() {
        Map<String, Roles> sets = new LinkedHashMap<>();
        sets.put("no role named", Roles.ALL);
        for (Role role : Role.values()) {
            sets.put(role.code(), new Roles(Set.of(role)));
        }
        sets.put(
                "outgoing-relay and mail-server and secondary-mx and groupware-front and firewall-relay",
                new Roles(Set.of(Role.values())));
        return sets;
    }

    private static Map<String, Table> tables(String... namesAndTexts) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            for (String name : Splitter.on(", ").split(namesAndTexts[i])) {
                tables.put(name, new Table(namesAndTexts[i + 1]));
            }
        }
        return tables;
    }
}
