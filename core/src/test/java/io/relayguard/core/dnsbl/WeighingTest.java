package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Zones are written by their weights, {@code 3}, {@code -4}, an observed one as {@code (2)}; their answers by one letter
 * each: {@code L} listed, {@code n} not listed, {@code ?} no answer, {@code .} still missing.
 */
class WeighingTest {
    private static final Listing LISTED = Zones.listed("127.0.0.2");

    private static List<Zone> zones(String weights) {
        List<Zone> zones = new ArrayList<>();
        for (String weight : weights.split(" ", -1)) {
            Zone zone = Zones.zone("z" + zones.size() + ".example", Integer.parseInt(weight.replaceAll("[()]", "")));
            zones.add(weight.startsWith("(") ? Zones.observed(zone) : zone);
        }
        return zones;
    }

    private static Weighing weighing(List<Zone> zones, int threshold, String answers) {
        Weighing weighing = new Weighing(zones, threshold);
        for (int number = 0; number < answers.length(); number++) {
            switch (answers.charAt(number)) {
                case 'L' -> weighing.answer(number, LISTED);
                case 'n' -> weighing.answer(number, Listing.NOT_LISTED);
                case '?' -> weighing.answer(number, Zones.SILENT);
                default -> {}
            }
        }
        return weighing;
    }

    @ParameterizedTest
    @CsvSource({
        // weights, threshold, answers, listed, score, decided
        "3, 3, ., false, 0, false",
        "3, 3, L, true, 3, true",
        "3, 3, n, false, 0, true",
        "3, 3, ?, false, 0, true",
        "3, 4, ., false, 0, true",
        "3 2, 3, L., true, 3, true",
        "3 2, 3, .L, false, 2, false",
        "3 2, 3, n., false, 0, true",
        "3 2, 3, ?., false, 0, true",
        "3 2, 3, .n, false, 0, false",
        "2 2 2, 3, L.., false, 2, false",
        "2 2 2, 3, L.L, true, 4, true",
        "2 2 2, 3, nn., false, 0, true",
        "2 2 2, 3, L?., false, 2, false",
        "2 2 2, 3, L?n, false, 2, true",
        "3 -4, 3, L., true, 3, false",
        "3 -4, 3, LL, false, -1, true",
        "3 -4, 3, Ln, true, 3, true",
        "3 -4, 3, L?, true, 3, true",
        "3 -4, 3, .L, false, -4, true",
        "3 -4, 3, .n, false, 0, false",
        "3 -1 2, 3, L.L, true, 5, true",
        "3 -2 2, 3, L.L, true, 5, true",
        "3 -3 2, 3, L.L, true, 5, false",
        "3 (2), 3, L., true, 3, true",
        "3 (2), 3, .L, false, 0, false",
        "2 (2), 3, LL, false, 2, true",
        "2 (2), 3, .., false, 0, true",
        "3 (-4), 3, L., true, 3, true",
        "3 (-4), 3, LL, true, 3, true",
        "(3), 3, L, false, 0, true",
        "-1, 1, ., false, 0, true",
    })
    void theAnsweringZonesDecideAsSoonAsNothingCanChangeIt(
            String weights, int threshold, String answers, boolean listed, int score, boolean decided) {
        Weighing weighing = weighing(zones(weights), threshold, answers);

        assertThat(weighing.verdict().listed()).isEqualTo(listed);
        assertThat(weighing.verdict().score()).isEqualTo(score);
        assertThat(weighing.isDecided()).isEqualTo(decided);
        assertThat(weighing.isComplete()).isEqualTo(!answers.contains("."));
    }

    @Test
    void whereNobodyIsAskedEverythingIsDecided() {
        Weighing nobody = new Weighing(List.of(), 1);

        assertThat(nobody.isDecided()).isTrue();
        assertThat(nobody.isComplete()).isTrue();
        assertThat(nobody.verdict()).isEqualTo(new DnsblVerdict(false, 0, List.of()));
    }

    @Test
    void whatIsCompleteNeedNotBeWaitedForAndWhatIsDecidedMayStillBeIncomplete() {
        Weighing weighing = weighing(zones("3 (2)"), 3, "L.");
        assertThat(weighing.isDecided()).isTrue();
        assertThat(weighing.isComplete()).isFalse();

        weighing.answer(1, LISTED);
        assertThat(weighing.isComplete()).isTrue();
        assertThat(weighing.verdict().labels()).containsExactly("z0.example", "z1.example");
    }

    @Test
    void theVerdictNamesAllThatListInTheirOrder() {
        List<Zone> zones = zones("3 (2) -1 1 1");
        Weighing weighing = weighing(zones, 2, ".L.n?");
        weighing.answer(2, LISTED);
        weighing.answer(0, LISTED);

        assertThat(weighing.verdict())
                .isEqualTo(new DnsblVerdict(true, 2, List.of(zones.get(0), zones.get(1), zones.get(2))));
    }

    @Test
    void theFirstAnswerOfAZoneCounts() {
        Weighing weighing = weighing(zones("3 3"), 3, "n.");
        weighing.answer(0, LISTED);
        assertThat(weighing.verdict().score()).isZero();
        assertThat(weighing.isDecided()).isFalse();

        weighing.answer(1, LISTED);
        weighing.answer(1, LISTED);
        weighing.answer(1, Listing.NOT_LISTED);
        assertThat(weighing.verdict().score()).isEqualTo(3);
    }

    @Test
    void onlyTheCodesOfTheFilterCount() {
        List<Zone> zones = List.of(Zones.zone("a.example", 3, "127.0.0.[2..11]"));

        Weighing other = new Weighing(zones, 3);
        other.answer(0, Zones.listed("127.0.0.12", "127.0.1.2"));
        assertThat(other.lists(0)).isFalse();
        assertThat(other.verdict()).isEqualTo(new DnsblVerdict(false, 0, List.of()));
        assertThat(other.isDecided()).isTrue();

        Weighing both = new Weighing(zones, 3);
        both.answer(0, Zones.listed("127.0.0.12", "127.0.0.11"));
        assertThat(both.lists(0)).isTrue();
        assertThat(both.verdict()).isEqualTo(new DnsblVerdict(true, 3, zones));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, 3, 127.0.0.2",
        "127.0.0.4, 1, 127.0.0.4",
        "127.0.0.2 127.0.0.4, 4, 127.0.0.2 127.0.0.4",
        "127.0.0.9, 0, ''"
    })
    void aZoneThatStandsTwiceCountsForEachOfItsFilters(String codes, int score, String filters) {
        List<Zone> zones = List.of(Zones.zone("a.example", 3, "127.0.0.2"), Zones.zone("a.example", 1, "127.0.0.4"));
        Weighing weighing = new Weighing(zones, 3);
        weighing.answer(0, Zones.listed(codes.split(" ", -1)));
        weighing.answer(1, Zones.listed(codes.split(" ", -1)));

        assertThat(weighing.verdict().score()).isEqualTo(score);
        assertThat(String.join(
                        " ",
                        weighing.verdict().listing().stream()
                                .map(zone -> zone.replies().toString())
                                .toList()))
                .isEqualTo(filters);
    }

    @ParameterizedTest
    @CsvSource({
        // weights, answers, which of them list alone
        "3, L, y",
        "3, n, n",
        "3, ?, n",
        "3, ., n",
        "3 2, L., yn",
        "3 2, Ln, yn",
        "3 2, LL, nn",
        "3 (2), LL, nn",
        "3 (2), nL, ny",
        "3 -4, LL, yn",
        "3 -4, nL, nn",
        "(3) (2), L?, yn",
    })
    void aZoneListsAloneIfNoOtherSpeaksAgainstTheClient(String weights, String answers, String alone) {
        Weighing weighing = weighing(zones(weights), 3, answers);

        for (int number = 0; number < alone.length(); number++) {
            assertThat(weighing.listsAlone(number)).as("zone %d", number).isEqualTo(alone.charAt(number) == 'y');
        }
    }

    @ParameterizedTest
    @CsvSource({
        // weights, threshold, answers, which of them decide
        "3, 3, L, y",
        "3, 3, n, n",
        "3, 3, ., n",
        "3, 4, L, n",
        "3 2, 3, LL, yn",
        "3 3, 3, LL, nn",
        "2 1, 3, LL, yy",
        "2 (1), 3, LL, ny",
        "3 (1), 3, LL, yn",
        "(3) (3), 3, LL, yy",
        "3 -1, 3, LL, ny",
        "4 -1, 3, LL, yn",
        "3 -1, 3, Ln, yn",
        "3 (-1), 3, LL, yy",
        "4 (-1), 3, LL, yn",
        "4 (-1), 3, L., yn",
    })
    void aZoneDecidesIfItWouldBeOtherwiseWithoutIt(String weights, int threshold, String answers, String decide) {
        Weighing weighing = weighing(zones(weights), threshold, answers);

        for (int number = 0; number < decide.length(); number++) {
            assertThat(weighing.decides(number)).as("zone %d", number).isEqualTo(decide.charAt(number) == 'y');
        }
    }

    @Test
    void theEntriesOfOneListAreNoStrangersToEachOther() {
        List<Zone> zones = List.of(
                Zones.zone("a.example", 3, "127.0.0.2"),
                Zones.zone("a.example", 3, "127.0.0.[2..11]"),
                Zones.zone("b.example", 1),
                Zones.observed(Zones.zone("b.example", 2, "127.0.0.2")));
        Weighing one = weighing(zones, 3, "LLnn");
        assertThat(one.listsAlone(0)).isTrue();
        assertThat(one.listsAlone(1)).isTrue();
        assertThat(one.decides(0)).as("the list weighs 6").isTrue();
        assertThat(one.decides(1)).isTrue();

        Weighing both = weighing(zones, 7, "LLLL");
        assertThat(both.listsAlone(0)).isFalse();
        assertThat(both.decides(0)).isTrue();
        assertThat(both.decides(2)).as("7 with it, 6 without").isTrue();

        Weighing observed = weighing(zones, 3, "nnLL");
        assertThat(observed.verdict().listed()).isFalse();
        assertThat(observed.decides(2)).as("3 were nothing observed").isTrue();
        assertThat(observed.decides(3)).isTrue();
        assertThat(weighing(zones, 4, "nnLL").decides(3)).isFalse();
    }
}
