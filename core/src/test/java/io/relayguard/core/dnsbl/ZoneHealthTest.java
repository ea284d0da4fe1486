package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.dnsbl.ZoneHealth.Change;
import io.relayguard.core.dnsbl.ZoneHealth.Tested;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneHealthTest {
    private static final Listing LISTED = Zones.listed("127.0.0.2");
    private static final Listing NOT_LISTED = Listing.NOT_LISTED;
    private static final Change ASKED_AGAIN = new Change(Optional.empty(), "");
    private static final List<TestEntry> ENTRIES = TestEntry.of(Zones.zone("bl.example.net", 1));

    private long now = Duration.ofDays(20_000).toMillis();
    private final ZoneHealth health = new ZoneHealth(HealthRules.DEFAULT, now);

    private void pass(Duration time) {
        now += time.toMillis();
    }

    private void passMinutes(int minutes) {
        pass(Duration.ofMinutes(minutes));
    }

    private static Listing silence(Silence why) {
        return new Listing.NoAnswer(why);
    }

    private static Change suspended(Trouble why, String detail) {
        return new Change(Optional.of(why), detail);
    }

    /** A test whose entries got these answers: 127.0.0.1 and its IPv6 form, 127.0.0.2 and its IPv6 form. */
    private Optional<Change> test(Listing one, Listing mappedOne, Listing two, Listing mappedTwo) {
        return health.tested(
                List.of(
                        new Tested(ENTRIES.get(0), one),
                        new Tested(ENTRIES.get(1), mappedOne),
                        new Tested(ENTRIES.get(2), two),
                        new Tested(ENTRIES.get(3), mappedTwo)),
                now);
    }

    private Optional<Change> passes() {
        return test(NOT_LISTED, NOT_LISTED, LISTED, NOT_LISTED);
    }

    private Optional<Change> fails() {
        return test(NOT_LISTED, NOT_LISTED, NOT_LISTED, NOT_LISTED);
    }

    private Optional<Change> answered(Listing listing) {
        return health.answered(listing, now);
    }

    private Optional<Change> answered(int times, Listing listing) {
        return Stream.generate(() -> answered(listing))
                .limit(times)
                .flatMap(Optional::stream)
                .reduce((first, second) -> {
                    throw new AssertionError("suspended twice");
                });
    }

    /** How long it takes until the next test is due, in steps of a second. */
    private Duration untilTheNextTest() {
        long start = now;
        while (!health.testIsDue(now)) {
            pass(Duration.ofSeconds(1));
        }
        return Duration.ofMillis(now - start);
    }

    @Test
    void aZoneIsNotAskedBeforeItWasTested() {
        assertThat(health.isAsked()).isFalse();
        assertThat(health.state())
                .isEqualTo(suspended(Trouble.NOT_TESTED_YET, "its test entries have not been asked for yet"));
        assertThat(answered(silence(Silence.OUTSIDE_LOOPBACK))).isEmpty();
        assertThat(health.state().trouble()).contains(Trouble.NOT_TESTED_YET);
    }

    @Test
    void theFirstTestIsDueAtOnceAndOneIsUnderWayAtATime() {
        assertThat(health.testIsDue(now - 1)).isFalse();
        assertThat(health.testIsDue(now)).isTrue();
        assertThat(health.testIsDue(now)).isFalse();
        assertThat(untilTheNextTest()).as("if nothing is ever heard of it").isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aZoneThatPassesIsAskedAndTestedEveryHalfHour() {
        assertThat(health.testIsDue(now)).isTrue();
        pass(Duration.ofSeconds(2));
        assertThat(passes()).contains(ASKED_AGAIN);
        assertThat(health.isAsked()).isTrue();
        assertThat(health.state()).isEqualTo(ASKED_AGAIN);

        assertThat(untilTheNextTest()).isEqualTo(Duration.ofMinutes(30));
        assertThat(passes()).as("nothing changed").isEmpty();
        assertThat(untilTheNextTest()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no | no | yes | no | ",
                "no | no | yes | yes | ",
                "no | SERVER_FAILED | yes | TIME_OUT | ",
                "no | OUTSIDE_LOOPBACK | yes | OUTSIDE_LOOPBACK | ",
                "yes | no | yes | no | LISTS_EVERYTHING",
                "no | yes | yes | no | LISTS_EVERYTHING",
                "yes | yes | yes | yes | LISTS_EVERYTHING",
                "no | no | no | no | TEST_ENTRY_MISSING",
                "no | no | no | yes | TEST_ENTRY_MISSING",
                "OUTSIDE_LOOPBACK | no | yes | no | WRONG_ANSWERS",
                "no | no | OUTSIDE_LOOPBACK | no | WRONG_ANSWERS",
                "TYPING_ERROR | no | yes | no | WRONG_ANSWERS",
                "no | no | PUBLIC_RESOLVER | no | WRONG_ANSWERS",
                "no | no | LIMIT_EXCEEDED | no | WRONG_ANSWERS",
                "no | no | OPERATORS_ERROR | no | WRONG_ANSWERS",
                "no | no | MALFORMED | no | WRONG_ANSWERS",
                "TIME_OUT | no | yes | no | TEST_UNANSWERED",
                "no | no | TIME_OUT | no | TEST_UNANSWERED",
                "no | no | SERVER_FAILED | no | TEST_UNANSWERED",
                "no | no | REFUSED | no | TEST_UNANSWERED",
                "no | no | UNREACHABLE | no | TEST_UNANSWERED",
                "no | no | OTHER_RCODE | no | TEST_UNANSWERED",
                "TIME_OUT | yes | yes | no | TEST_UNANSWERED",
            })
    void whatATestComesTo(String one, String mappedOne, String two, String mappedTwo, Trouble trouble) {
        Optional<Change> change = test(listing(one), listing(mappedOne), listing(two), listing(mappedTwo));

        assertThat(change).map(Change::trouble).contains(Optional.ofNullable(trouble));
        assertThat(change).contains(health.state());
        assertThat(health.isAsked()).isEqualTo(trouble == null);
    }

    private static Listing listing(String word) {
        return switch (word) {
            case "yes" -> LISTED;
            case "no" -> NOT_LISTED;
            default -> silence(Silence.valueOf(word));
        };
    }

    @Test
    void aFailureIsToldInWords() {
        assertThat(test(LISTED, NOT_LISTED, LISTED, NOT_LISTED))
                .contains(suspended(
                        Trouble.LISTS_EVERYTHING, "it lists the entry that no list may have, so it lists everybody"));
        fails();
        assertThat(health.state())
                .isEqualTo(suspended(
                        Trouble.TEST_ENTRY_MISSING,
                        "it does not list the entry that every list has, so it lists nobody"));
        test(NOT_LISTED, NOT_LISTED, silence(Silence.PUBLIC_RESOLVER), NOT_LISTED);
        assertThat(health.state()).isEqualTo(suspended(Trouble.WRONG_ANSWERS, Silence.PUBLIC_RESOLVER.meaning()));
        test(NOT_LISTED, NOT_LISTED, silence(Silence.REFUSED), NOT_LISTED);
        assertThat(health.state()).isEqualTo(suspended(Trouble.TEST_UNANSWERED, Silence.REFUSED.meaning()));
    }

    @Test
    void anotherReasonAloneIsNoChange() {
        assertThat(fails()).isPresent();
        assertThat(test(LISTED, NOT_LISTED, LISTED, NOT_LISTED)).isEmpty();
        assertThat(health.state().trouble()).contains(Trouble.LISTS_EVERYTHING);
        assertThat(fails()).isEmpty();
        assertThat(passes()).contains(ASKED_AGAIN);
        assertThat(fails()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY", "SUSPENDED", "NAME_TOO_LONG"})
    void aTestThatWasNotAskedToItsEndSaysNothingGood(Silence ours) {
        assertThat(test(NOT_LISTED, NOT_LISTED, silence(ours), NOT_LISTED)).isEmpty();
        assertThat(test(silence(ours), NOT_LISTED, LISTED, NOT_LISTED)).isEmpty();
        assertThat(health.state().trouble()).contains(Trouble.NOT_TESTED_YET);

        passes();
        assertThat(test(silence(ours), NOT_LISTED, silence(ours), NOT_LISTED))
                .as("nor anything bad")
                .isEmpty();
        assertThat(health.isAsked()).isTrue();
        assertThat(test(silence(ours), NOT_LISTED, NOT_LISTED, NOT_LISTED)).isPresent();
        assertThat(test(NOT_LISTED, silence(ours), LISTED, silence(ours)))
                .as("nobody needs the entries of IPv6")
                .contains(ASKED_AGAIN);
    }

    @Test
    void aSuspendedZoneIsTestedAfterPausesThatDouble() {
        assertThat(health.testIsDue(now)).isTrue();
        fails();
        for (int minutes : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            assertThat(untilTheNextTest()).isEqualTo(Duration.ofMinutes(minutes));
            fails();
        }
        untilTheNextTest();
        passes();
        assertThat(untilTheNextTest()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void thePauseCountsFromTheEndOfTheTest() {
        assertThat(health.testIsDue(now)).isTrue();
        pass(Duration.ofSeconds(59));
        fails();
        assertThat(untilTheNextTest()).isEqualTo(Duration.ofMinutes(1));
        pass(Duration.ofSeconds(100));
        assertThat(health.testIsDue(now)).as("the first one is still under way").isFalse();
        fails();
        assertThat(untilTheNextTest()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void theFirstSuspensionAfterTheStartIsShort() {
        passes();
        passMinutes(5);
        answered(silence(Silence.OUTSIDE_LOOPBACK));
        assertThat(untilTheNextTest()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aZoneThatFailsAgainSoonIsTestedLater() {
        passes();
        for (int minutes : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            pass(Duration.ofMinutes(30).minusMillis(1));
            assertThat(answered(silence(Silence.OUTSIDE_LOOPBACK))).isPresent();
            assertThat(untilTheNextTest()).isEqualTo(Duration.ofMinutes(minutes));
            assertThat(passes()).isPresent();
        }
        passMinutes(30);
        assertThat(answered(silence(Silence.OUTSIDE_LOOPBACK))).isPresent();
        assertThat(untilTheNextTest()).as("it had worked for half an hour").isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void testsThatAreMoreFrequentThanAMinuteStayTheLongestPause() {
        ZoneHealth quick = new ZoneHealth(new HealthRules(Duration.ofSeconds(2), 50, 5), now);
        for (int test = 0; test < 3; test++) {
            assertThat(quick.testIsDue(now)).isTrue();
            quick.tested(List.of(new Tested(ENTRIES.get(2), NOT_LISTED)), now);
            assertThat(quick.testIsDue(now + 1_999)).isFalse();
            pass(Duration.ofSeconds(2));
        }
    }

    @Test
    void oneAddressThatNoListAnswersSuspends() {
        passes();
        assertThat(answered(silence(Silence.OUTSIDE_LOOPBACK)))
                .contains(suspended(Trouble.WRONG_ANSWERS, Silence.OUTSIDE_LOOPBACK.meaning()));
        assertThat(health.isAsked()).isFalse();
        assertThat(answered(silence(Silence.OUTSIDE_LOOPBACK)))
                .as("it is known")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TIME_OUT", "UNREACHABLE"})
    void fiveQuestionsInARowWithoutAnAnswerSuspend(Silence none) {
        passes();
        assertThat(answered(4, silence(none))).isEmpty();
        assertThat(answered(silence(none)))
                .contains(suspended(Trouble.TIMES_OUT, "questions in a row without an answer: 5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "SERVER_FAILED", "REFUSED", "OTHER_RCODE", "MALFORMED", "LIMIT_EXCEEDED"})
    void anyAnswerBreaksTheRow(String answer) {
        passes();
        answered(4, silence(Silence.TIME_OUT));
        assertThat(answered(listing(answer))).isEmpty();
        assertThat(answered(4, silence(Silence.TIME_OUT))).isEmpty();
        assertThat(answered(silence(Silence.TIME_OUT))).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_MANY", "SUSPENDED", "NAME_TOO_LONG"})
    void whatWasNeverAskedNeitherBreaksTheRowNorCounts(Silence ours) {
        passes();
        answered(4, silence(Silence.TIME_OUT));
        assertThat(answered(100, silence(ours))).isEmpty();
        assertThat(answered(silence(Silence.TIME_OUT))).map(Change::trouble).contains(Optional.of(Trouble.TIMES_OUT));
    }

    @Test
    void theRowStartsAnewWithEveryComeback() {
        passes();
        answered(5, silence(Silence.TIME_OUT));
        passes();
        assertThat(answered(4, silence(Silence.TIME_OUT))).isEmpty();
    }

    @Test
    void aTestInBetweenDoesNotBreakTheRow() {
        passes();
        answered(4, silence(Silence.TIME_OUT));
        assertThat(passes()).isEmpty();
        assertThat(answered(silence(Silence.TIME_OUT))).isPresent();
    }

    @Test
    void moreErrorsThanTheShareSuspendOnceThereAreTwentyAnswers() {
        passes();
        assertThat(answered(8, NOT_LISTED)).isEmpty();
        assertThat(answered(11, silence(Silence.SERVER_FAILED))).isEmpty();
        assertThat(answered(silence(Silence.LIMIT_EXCEEDED)))
                .contains(suspended(
                        Trouble.TOO_MANY_ERRORS,
                        "12 of the last 20 answers were none, the last one: " + Silence.LIMIT_EXCEEDED.meaning()));
    }

    @Test
    void exactlyTheShareIsNotMore() {
        passes();
        answered(25, LISTED);
        assertThat(answered(25, silence(Silence.SERVER_FAILED))).isEmpty();
        assertThat(answered(silence(Silence.SERVER_FAILED)))
                .as("26 of 51")
                .map(Change::trouble)
                .contains(Optional.of(Trouble.TOO_MANY_ERRORS));
    }

    @Test
    void anAnswerThatCountsNeverSuspends() {
        passes();
        answered(19, silence(Silence.SERVER_FAILED));
        assertThat(answered(NOT_LISTED)).isEmpty();
        assertThat(answered(silence(Silence.SERVER_FAILED))).isPresent();
    }

    @Test
    void ofAllAnswersTheLastHundredCount() {
        passes();
        answered(1000, LISTED);
        assertThat(answered(50, silence(Silence.REFUSED))).isEmpty();
        assertThat(answered(silence(Silence.REFUSED)))
                .contains(suspended(
                        Trouble.TOO_MANY_ERRORS,
                        "51 of the last 100 answers were none, the last one: " + Silence.REFUSED.meaning()));
    }

    @Test
    void theShareIsForgottenWithEveryComeback() {
        passes();
        answered(20, silence(Silence.SERVER_FAILED));
        passes();
        assertThat(answered(19, silence(Silence.SERVER_FAILED))).isEmpty();
        assertThat(answered(silence(Silence.SERVER_FAILED))).isPresent();
    }

    @Test
    void noErrorOfBeforeIsCountedAgain() {
        passes();
        answered(25, NOT_LISTED);
        assertThat(answered(26, silence(Silence.SERVER_FAILED))).isPresent();
        passes();
        answered(10, NOT_LISTED);
        assertThat(answered(10, silence(Silence.SERVER_FAILED))).isEmpty();
    }

    @Test
    void theShareAndTheRowAreTheAdministrators() {
        ZoneHealth lenient = new ZoneHealth(new HealthRules(Duration.ofMinutes(30), 100, 101), now);
        lenient.tested(List.of(new Tested(ENTRIES.get(0), NOT_LISTED)), now);
        for (int i = 0; i < 100; i++) {
            assertThat(lenient.answered(silence(Silence.TIME_OUT), now)).isEmpty();
        }
        assertThat(lenient.answered(silence(Silence.TIME_OUT), now)).isPresent();

        ZoneHealth strict = new ZoneHealth(new HealthRules(Duration.ofMinutes(30), 1, 1), now);
        strict.tested(List.of(new Tested(ENTRIES.get(0), NOT_LISTED)), now);
        assertThat(strict.answered(silence(Silence.TIME_OUT), now)).isPresent();
    }

    @Test
    void everyTroubleHasAWordOfItsOwn() {
        assertThat(Stream.of(Trouble.values()).map(Trouble::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
        assertThat(Stream.of(Trouble.values()).map(Trouble::meaning))
                .doesNotHaveDuplicates()
                .allMatch(meaning -> meaning.length() > 15);
    }
}
