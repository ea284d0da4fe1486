package io.relayguard.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.primary.RelayDomain;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Works out anew the table "Origin and recipient" of docs/relay-policy.md. */
class PolicyTablePageTest {
    private static final String HIDDEN = "`%`, `!` or `@` in the local part";
    private static final String BY_ITS_DOMAIN = "by its domain, as above";
    private static final String NOT_WIRED = "a relay domain, while no `SecondaryMxQueue` is ready";
    private static final String COLLECTED = "collected, untraced";

    private static final Map<String, List<Origin>> COLUMNS = columns();
    private static final Map<String, List<String>> ROWS = rows();

    private final Table table = Page.read("relay-policy.md").table("to");

    private static Map<String, List<Origin>> columns() {
        Map<String, List<Origin>> columns = new LinkedHashMap<>();
        columns.put(
                "from inside",
                List.of(
                        World.client("10.1.2.3"),
                        World.client("fd00::5"),
                        new Origin.User("bob"),
                        new Origin.Ourselves()));
        columns.put(
                "from outside",
                World.clients("203.0.113.9", "2001:db8::9", "127.0.0.1", "10.0.0.1", "10.9.9.9", "fd00::1"));
        columns.put(COLLECTED, List.of(new Origin.Collected("bob"), new Origin.Untraced()));
        return columns;
    }

    /** The kinds of recipients that stand for each row; the last two and the hidden ones are looked at in their own way. */
    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("a James domain", List.of("local", "own", "pm-local", "pm-own"));
        rows.put("a relay domain", List.of("relay", "both", "pm-relay"));
        rows.put("anywhere else, address literals too", List.of("foreign", "literal", "pm-foreign"));
        rows.put("this server by a literal that James does not list", List.of("bare", "pm-bare"));
        rows.put(HIDDEN, List.of("in-local", "in-relay", "in-foreign", "in-own", "in-bare"));
        rows.put(
                "a James domain or elsewhere, while the list of James domains is silent",
                List.of("local", "own", "foreign", "literal", "bare"));
        rows.put(NOT_WIRED, List.of("relay", "both"));
        return rows;
    }

    @Test
    void noCellIsMissing() {
        assertThat(List.copyOf(table.rows())).isEqualTo(List.copyOf(ROWS.keySet()));
        assertThat(table.columns()).isEqualTo(List.copyOf(COLUMNS.keySet()));
    }

    static Stream<String> decided() {
        return ROWS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("decided")
    void everyCellIsWhatThePolicyDecides(String row) {
        COLUMNS.forEach((column, origins) ->
                assertThat(table.cell(row, column)).as("%s, %s", row, column).isEqualTo(cell(row, column, origins)));
    }

    private static String cell(String row, String column, List<Origin> origins) {
        List<String> kinds = Objects.requireNonNull(ROWS.get(row));
        boolean byDomain = row.equals(HIDDEN)
                && kinds.stream()
                        .allMatch(kind -> words(row, column, origins, List.of(kind))
                                .equals(words(row, column, origins, List.of(kind.substring("in-".length())))));
        return byDomain
                ? BY_ITS_DOMAIN
                : String.join(", ", words(row, column, origins, kinds)).replace(", refused", "");
    }

    /** The words for all of these; one, if the row is right to have them together. */
    private static Set<String> words(String row, String column, List<Origin> origins, List<String> kinds) {
        RelayPolicy policy =
                World.policy(RelayRules.DEFAULT, row.endsWith("is silent") ? World.SILENT : World.ANSWERING);
        Set<String> words = new LinkedHashSet<>();
        for (Origin origin : origins) {
            for (String kind : kinds) {
                for (Recipient recipient : Objects.requireNonNull(Recipients.KINDS.get(kind))) {
                    Decision decision = policy.decide(origin, World.from("you@elsewhere.example"), recipient);
                    words.add(word(row.equals(NOT_WIRED) ? unwired(decision) : decision, column));
                }
            }
        }
        return words;
    }

    /** As whoever asks the policy does while nobody keeps mail. */
    private static Decision unwired(Decision decision) {
        return decision.verdict() instanceof Verdict.KeepForPrimary
                ? decision.postponed(Verdict.Postponement.BUFFER_NOT_WIRED)
                : decision;
    }

    /** What is collected has nobody to reply to. */
    private static String word(Decision decision, String column) {
        boolean collected = column.equals(COLLECTED);
        return decision.verdict().match(new Verdict.Cases<>() {
            @Override
            public String deliverHere() {
                return "delivered here";
            }

            @Override
            public String keepForPrimary(RelayDomain domain) {
                return "kept for the primary";
            }

            @Override
            public String sendOut() {
                return "sent out";
            }

            @Override
            public String refuse(Rule why) {
                int code = Reply.refused(why, decision.recipient()).code();
                return (collected ? "refused" : "`" + code + "`") + ", `" + why.code() + "`";
            }

            @Override
            public String notNow(Verdict.Postponement why) {
                if (collected) {
                    return why == Verdict.Postponement.BUFFER_NOT_WIRED ? "goes on in James" : "not decided";
                }
                return "`" + Reply.notNow(why, decision.recipient()).code() + "`, `" + why.code() + "`";
            }
        });
    }
}
