package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for any zones and any answers; what they come to is added up here a second time, by nothing of the code. */
class WeighingLawTest {
    private static final int CASES = 100_000;
    private static final int MOST_ZONES = 8;

    private final Random random = new Random(20_110_521);

    /** How often each case came up, so that no law is kept by asking about nothing. */
    private final TreeMap<String, Integer> seen = new TreeMap<>();

    private enum Answer {
        LISTS,
        LISTS_OTHERWISE,
        NOT_LISTED,
        SILENT,
        MISSING;

        Listing listing() {
            return switch (this) {
                case LISTS -> Zones.listed("127.0.0.9", "127.0.0.2");
                case LISTS_OTHERWISE -> Zones.listed("127.0.0.9");
                case NOT_LISTED -> Listing.NOT_LISTED;
                case SILENT -> Zones.SILENT;
                case MISSING -> throw new IllegalStateException("nothing to say");
            };
        }
    }

    /** One zone as plain values: what it weighs, if it is observed, and what it says. */
    private record Said(int weight, boolean observed, Answer answer) {
        int adds() {
            return !observed && answer == Answer.LISTS ? weight : 0;
        }

        Said instead(Answer other) {
            return new Said(weight, observed, other);
        }
    }

    private record Case(List<Said> all, int threshold) {
        List<Zone> zones() {
            return IntStream.range(0, all.size())
                    .mapToObj(number -> {
                        Zone zone = Zones.zone(
                                "z" + number + ".example", all.get(number).weight(), "127.0.0.[2..4]");
                        return all.get(number).observed() ? Zones.observed(zone) : zone;
                    })
                    .toList();
        }

        int score() {
            return all.stream().mapToInt(Said::adds).sum();
        }

        Weighing answered(Iterable<Integer> order) {
            Weighing weighing = new Weighing(zones(), threshold);
            for (int number : order) {
                if (all.get(number).answer() != Answer.MISSING) {
                    weighing.answer(number, all.get(number).answer().listing());
                }
            }
            return weighing;
        }

        Weighing answered() {
            return answered(numbers());
        }

        List<Integer> numbers() {
            return IntStream.range(0, all.size()).boxed().toList();
        }

        /** All that the missing answers may still come to. */
        List<Case> completions() {
            List<Case> completions = List.of(new Case(List.of(), threshold));
            for (Said said : all) {
                List<Case> longer = new ArrayList<>();
                for (Case before : completions) {
                    for (Answer answer : said.answer() == Answer.MISSING
                            ? List.of(Answer.LISTS, Answer.NOT_LISTED)
                            : List.of(said.answer())) {
                        longer.add(before.and(said.instead(answer)));
                    }
                }
                completions = longer;
            }
            return completions;
        }

        private Case and(Said said) {
            List<Said> more = new ArrayList<>(all);
            more.add(said);
            return new Case(more, threshold);
        }
    }

    /** Thresholds near the score, and many zones of small weight: there the decision is a near thing. */
    private Case any(boolean complete) {
        List<Said> all = new ArrayList<>();
        int reach = 0;
        for (int zone = random.nextInt(MOST_ZONES + 1); zone > 0; zone--) {
            int size = 1 + random.nextInt(random.nextInt(4) == 0 ? 100 : 4);
            Answer answer = oneOf(complete ? List.of(Answer.values()).subList(0, 4) : List.of(Answer.values()));
            all.add(new Said(random.nextInt(3) == 0 ? -size : size, random.nextInt(5) == 0, answer));
            reach += size;
        }
        Case drawn = new Case(all, 1);
        int near = drawn.score() + random.nextInt(7) - 3;
        return new Case(all, Math.max(1, random.nextBoolean() ? near : random.nextInt(reach + 2)));
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void count(String word) {
        seen.merge(word, 1, Integer::sum);
    }

    private void assertOften(String... words) {
        assertThat(seen).containsOnlyKeys(words);
        assertThat(seen.values()).allMatch(times -> times > CASES / 100);
    }

    @Test
    void whateverZonesAreSilentNobodyIsListedUnlessTheOthersAloneReachTheThreshold() {
        for (int i = 0; i < CASES; i++) {
            Case full = any(true);
            List<Said> some = full.all().stream()
                    .map(said -> random.nextInt(3) == 0
                            ? said.instead(random.nextBoolean() ? Answer.SILENT : Answer.MISSING)
                            : said)
                    .toList();
            Case given = new Case(some, full.threshold());

            boolean expected = given.score() >= given.threshold();
            DnsblVerdict verdict = given.answered().verdict();
            assertEquals(expected, verdict.listed(), given::toString);
            assertEquals(given.score(), verdict.score(), given::toString);
            count(verdict.listed() ? "listed" : full.score() >= full.threshold() ? "would be listed" : "not listed");
        }
        assertOften("listed", "would be listed", "not listed");
    }

    @Test
    void whatIsDecidedStaysAndWhatIsNotMayStillGoEitherWay() {
        for (int i = 0; i < CASES; i++) {
            Case given = any(false);
            Weighing weighing = given.answered();
            long listed = given.completions().stream()
                    .filter(end -> end.score() >= end.threshold())
                    .count();
            long all = given.completions().size();

            assertEquals(listed == 0 || listed == all, weighing.isDecided(), given::toString);
            assertTrue(!weighing.isDecided() || weighing.verdict().listed() == (listed > 0), given::toString);
            boolean missing = given.all().stream().anyMatch(said -> said.answer() == Answer.MISSING);
            assertEquals(!missing, weighing.isComplete(), given::toString);
            count((missing ? "missing " : "complete ") + (weighing.isDecided() ? "decided" : "open"));
        }
        assertOften("complete decided", "missing decided", "missing open");
    }

    @Test
    void onceDecidedNoFurtherAnswerChangesIt() {
        for (int i = 0; i < CASES; i++) {
            Case given = any(true);
            Weighing weighing = new Weighing(given.zones(), given.threshold());
            List<Integer> order = new ArrayList<>(given.numbers());
            Collections.shuffle(order, random);
            boolean decided = weighing.isDecided();
            boolean listed = weighing.verdict().listed();
            for (int number : order) {
                weighing.answer(number, given.all().get(number).answer().listing());
                assertTrue(!decided || weighing.isDecided(), given::toString);
                assertTrue(!decided || weighing.verdict().listed() == listed, given::toString);
                decided = weighing.isDecided();
                listed = weighing.verdict().listed();
            }
            assertTrue(decided, given::toString);
            count(listed ? "listed" : "not listed");
        }
        assertOften("listed", "not listed");
    }

    @Test
    void theOrderOfTheAnswersDoesNotCount() {
        for (int i = 0; i < CASES; i++) {
            Case given = any(false);
            List<Integer> order = new ArrayList<>(given.numbers());
            Collections.shuffle(order, random);

            assertEquals(given.answered().verdict(), given.answered(order).verdict(), given::toString);
            assertEquals(given.answered().isDecided(), given.answered(order).isDecided(), given::toString);
            assertEquals(given.answered().isComplete(), given.answered(order).isComplete(), given::toString);
        }
    }

    @Test
    void anAnswerTwiceChangesNothing() {
        for (int i = 0; i < CASES; i++) {
            Case given = any(false);
            Weighing once = given.answered();
            Weighing twice = given.answered();
            for (int number : given.numbers()) {
                if (given.all().get(number).answer() != Answer.MISSING) {
                    twice.answer(
                            number,
                            oneOf(List.of(Answer.values()).subList(0, 4)).listing());
                }
            }

            assertEquals(once.verdict(), twice.verdict(), given::toString);
            assertEquals(once.isDecided(), twice.isDecided(), given::toString);
            assertEquals(once.isComplete(), twice.isComplete(), given::toString);
        }
    }

    /** Each list that says something, alone and together, by taking it out of the case. */
    @Test
    void aZoneDecidesIfTakingItOutChangesTheVerdict() {
        for (int i = 0; i < CASES; i++) {
            Case given = any(false);
            Weighing weighing = given.answered();
            for (int number : given.numbers()) {
                Said said = given.all().get(number);
                Case with = replaced(given, number, new Said(said.weight(), false, said.answer()));
                Case without = replaced(given, number, said.instead(Answer.NOT_LISTED));
                boolean expected = (with.score() >= with.threshold()) != (without.score() >= without.threshold());
                assertEquals(expected, weighing.decides(number), () -> number + " of " + given);
                count((said.observed() ? "observed " : "enforced ") + (expected ? "decides" : "does not"));
            }
        }
        assertOften("observed decides", "observed does not", "enforced decides", "enforced does not");
    }

    private static Case replaced(Case given, int number, Said said) {
        List<Said> all = new ArrayList<>(given.all());
        all.set(number, said);
        return new Case(all, given.threshold());
    }
}
