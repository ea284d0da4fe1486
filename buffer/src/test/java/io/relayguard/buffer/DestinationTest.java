package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.relayguard.buffer.FakeRepositories.Fault;
import io.relayguard.core.primary.PrimaryState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One destination and its mail, with time and threads in the test's hand. */
class DestinationTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private Engine engine;

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine();
    }

    private void keep(int messages) throws MessagingException {
        for (int i = 0; i < messages; i++) {
            engine.keep("mail-" + i, "a@example.org");
        }
    }

    private static List<String> all(int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i -> "mail-" + i + " a@example.org")
                .toList();
    }

    @Test
    void aPrimaryThatIsDownCostsOneAttemptPerIntervalHoweverManyMessagesWait() throws Exception {
        engine.primary.door = FakePrimary.SHUT;
        keep(100);
        engine.run();
        assertThat(engine.primary.opens).hasValue(1);
        for (int minutes : List.of(1, 2, 4, 8, 15, 15, 15)) {
            int before = engine.primary.opens.get();
            engine.pass(MINUTE.multipliedBy(minutes).minusSeconds(1));
            engine.keep("between-" + before, "a@example.org");
            engine.run();
            assertThat(engine.primary.opens)
                    .as("before " + minutes + " minutes")
                    .hasValue(before);
            engine.pass(Duration.ofSeconds(1));
            assertThat(engine.primary.opens).as("after " + minutes + " minutes").hasValue(before + 1);
        }
        assertThat(engine.events("primary-down")).hasSize(8).first().asString().contains("again in 1m, 100 waiting");
        assertThat(engine.timer.waiting()).as("one timer, not one per message").isEqualTo(1);
    }

    @Test
    void onceItIsBackEveryMessageIsDeliveredOnceAndGone() throws Exception {
        engine.primary.door = FakePrimary.SHUT;
        keep(100);
        engine.run();
        engine.primary.door = () -> {};
        engine.pass(MINUTE);
        assertThat(engine.primary.taken).containsExactlyInAnyOrderElementsOf(all(100));
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.waiting()).isZero();
        assertThat(engine.events("primary-up")).hasSize(1);
        engine.pass(MINUTE);
        assertThat(engine.primary.closes).as("all but the one that failed").hasValue(engine.primary.opens.get() - 1);
    }

    @Test
    void messagesGoInTheOrderInWhichTheyCame() throws Exception {
        keep(20);
        engine.run();
        assertThat(engine.primary.taken).containsExactlyElementsOf(all(20));
    }

    @Test
    void beginsWithOneConversationAndAddsOneWithEachAnsweredMessageUpToTheSetting() throws Exception {
        List<Integer> othersReady = new ArrayList<>();
        engine.primary.beforeSend = () -> othersReady.add(engine.workers.waiting());
        keep(10);
        assertThat(engine.workers.waiting()).isEqualTo(1);
        engine.run();
        assertThat(othersReady.subList(0, 6)).containsExactly(0, 1, 2, 3, 3, 3);
        assertThat(engine.destination.state()).isEqualTo(new PrimaryState.Up(4));
    }

    @Test
    void noMoreConversationsThanMessages() throws Exception {
        keep(5);
        engine.run();
        engine.pass(MINUTE);
        int before = engine.primary.opens.get();
        engine.keep("one", "a@example.org");
        engine.run();
        assertThat(engine.primary.opens).as("the idle ones are closed by now").hasValue(before + 1);
    }

    @Test
    void aMessageThatIsPutOffWaitsAloneLongerEachTimeWhileOthersGo() throws Exception {
        List<String> asked = new ArrayList<>();
        engine.primary.answer = (message, recipient) -> {
            asked.add(message + " " + engine.clock.instant());
            return message.equals("busy") ? FakePrimary.BUSY : FakePrimary.TAKEN;
        };
        engine.keep("busy", "a@example.org");
        engine.keep("good", "a@example.org");
        engine.run();
        assertThat(engine.primary.taken).containsExactly("good a@example.org");
        assertThat(engine.kept()).containsExactly("busy a@example.org");
        engine.pass(Duration.ofMinutes(1 + 2 + 4 + 8 + 15));
        assertThat(asked)
                .containsExactly(
                        "busy 2026-11-24T12:00:00Z",
                        "good 2026-11-24T12:00:00Z",
                        "busy 2026-11-24T12:01:00Z",
                        "busy 2026-11-24T12:03:00Z",
                        "busy 2026-11-24T12:07:00Z",
                        "busy 2026-11-24T12:15:00Z",
                        "busy 2026-11-24T12:30:00Z");
        assertThat(engine.events("deferred")).hasSize(6).first().isEqualTo("deferred busy <a@example.org> 451 busy");
        assertThat(engine.destination.state()).as("it is there").isInstanceOf(PrimaryState.Up.class);
    }

    @Test
    void ofMixedRecipientsOnlyTheLaterOneStaysAndOnlyTheRefusedGoBackWithTheirOwnReply() throws Exception {
        engine.primary.answer = (message, recipient) -> switch (recipient.charAt(0)) {
            case 'd' -> FakePrimary.TAKEN;
            case 'l' -> FakePrimary.BUSY;
            case 'n' -> FakePrimary.refused("5.1.1 nobody");
            default -> FakePrimary.refused("5.2.2 full");
        };
        engine.keep(
                "mixed",
                "delivered@example.org",
                "later@example.org",
                "nobody@example.org",
                "full@example.org",
                "nobody2@example.org");
        engine.run();
        assertThat(engine.kept()).containsExactly("mixed later@example.org");
        assertThat(engine.primary.taken).containsExactly("mixed delivered@example.org");
        assertThat(engine.returned)
                .containsExactly(
                        "nobody@example.org 550 5.1.1 nobody",
                        "nobody2@example.org 550 5.1.1 nobody",
                        "full@example.org 550 5.2.2 full");
        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.pass(MINUTE);
        assertThat(engine.primary.taken).containsExactly("mixed delivered@example.org", "mixed later@example.org");
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void aRefusedNotificationIsPutAsideForTheAdministratorAndNeverBounced() throws Exception {
        engine.primary.answer = (message, recipient) -> FakePrimary.refused("5.1.1 nobody");
        engine.keep(Mailbag.notification("notification", "a@example.org", "b@example.org"));
        engine.run();
        assertThat(engine.returned).isEmpty();
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.undeliverable()).hasSize(2).allMatch(line -> line.contains("notification"));
        assertThat(engine.events("undeliverable")).hasSize(1);
    }

    @Test
    void aNotificationThatCannotBePutAsideStays() throws Exception {
        engine.primary.answer = (message, recipient) -> FakePrimary.refused("5.1.1 nobody");
        engine.keep(Mailbag.notification("notification", "a@example.org"));
        engine.repositories.fault = Fault.first(1, "store");
        engine.run();
        assertThat(engine.kept()).containsExactly("notification a@example.org");
        engine.pass(MINUTE);
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.undeliverable()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MessagingException", "RuntimeException"})
    void whoCannotBeToldStaysAndTheOthersAreNotServedTwice(String fault) throws Exception {
        engine.primary.answer = (message, recipient) ->
                recipient.startsWith("n") ? FakePrimary.refused("5.1.1 nobody") : FakePrimary.TAKEN;
        engine.beforeReturn = (mail, reply) -> {
            if (fault.equals("RuntimeException")) {
                throw new IllegalStateException("queue full");
            }
            throw new MessagingException("queue full");
        };
        engine.keep("mixed", "a@example.org", "n@example.org");
        engine.run();
        assertThat(engine.kept()).containsExactly("mixed n@example.org");
        assertThat(engine.events("fault")).hasSize(1).first().asString().contains("queue full");
        engine.beforeReturn = (mail, reply) -> {};
        engine.pass(MINUTE);
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.returned).containsExactly("n@example.org 550 5.1.1 nobody");
        assertThat(engine.primary.taken).containsExactly("mixed a@example.org");
    }

    @Test
    void aConversationThatBreaksLeavesTheMessageAndThePrimaryIsLeftAlone() throws Exception {
        engine.primary.answer = (message, recipient) -> {
            throw new ConversationBroken("lost after the final dot");
        };
        keep(3);
        engine.run();
        assertThat(engine.kept()).hasSize(3);
        assertThat(engine.primary.opens).hasValue(1);
        assertThat(engine.events("primary-down")).hasSize(1).first().asString().endsWith("lost after the final dot");
        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.pass(MINUTE);
        assertThat(engine.primary.taken).containsExactlyInAnyOrderElementsOf(all(3));
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void aMessageThatBreaksEveryConversationDoesNotStandInTheWayOfTheOthers() throws Exception {
        engine.primary.answer = (message, recipient) -> {
            if (message.equals("poison")) {
                throw new ConversationBroken("the primary fell over");
            }
            return FakePrimary.TAKEN;
        };
        engine.keep("poison", "a@example.org");
        keep(50);
        engine.run();
        engine.pass(Duration.ofMinutes(2));
        assertThat(engine.primary.taken).hasSize(50);
        assertThat(engine.kept()).containsExactly("poison a@example.org");
        engine.pass(Duration.ofDays(6));
        assertThat(engine.kept()).as("it has an end, too").isEmpty();
        assertThat(engine.returned)
                .containsExactly("a@example.org 550 5.4.7 not taken within 5d, last: the primary fell over");
    }

    @Test
    void whatIsTooOldGoesBackWithTheLastReasonWhenThePrimaryPutsItOff() throws Exception {
        engine.primary.answer = (message, recipient) -> FakePrimary.BUSY;
        engine.keep("old", "a@example.org");
        engine.pass(DAY.multipliedBy(5).minusMinutes(30));
        assertThat(engine.returned).isEmpty();
        engine.pass(Duration.ofHours(1));
        assertThat(engine.returned).containsExactly("a@example.org 550 5.4.7 not taken within 5d, last: 451 busy");
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.waiting()).isZero();
        assertThat(engine.events("expired")).hasSize(1);
    }

    @Test
    void whatIsTooOldGoesBackWhileThePrimaryIsDownAndWhatIsNotStays() throws Exception {
        engine.primary.door = FakePrimary.SHUT;
        engine.keep("old", "a@example.org", "b@example.org");
        engine.pass(DAY.multipliedBy(3));
        engine.keep("young", "a@example.org");
        engine.pass(DAY.multipliedBy(2).plusHours(1));
        assertThat(engine.kept()).containsExactly("young a@example.org");
        assertThat(engine.returned)
                .containsExactly(
                        "a@example.org 550 5.4.7 not taken within 5d, last: connection refused",
                        "b@example.org 550 5.4.7 not taken within 5d, last: connection refused");
        engine.primary.door = () -> {};
        engine.pass(Duration.ofHours(1));
        assertThat(engine.primary.taken).containsExactly("young a@example.org");
    }

    @Test
    void whatIsTooOldAndCannotGoBackStaysUntilItCan() throws Exception {
        engine.primary.door = FakePrimary.SHUT;
        engine.keep("old", "a@example.org");
        engine.beforeReturn = (mail, reply) -> {
            throw new MessagingException("queue full");
        };
        engine.pass(DAY.multipliedBy(6));
        assertThat(engine.kept()).containsExactly("old a@example.org");
        engine.beforeReturn = (mail, reply) -> {};
        engine.pass(Duration.ofHours(1));
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.returned).hasSize(1);
    }

    @Test
    void ageCountsFromWhenTheMailWasKeptAlsoAfterARestart() throws Exception {
        engine.primary.door = FakePrimary.SHUT;
        engine.mails.keep(
                Mailbag.mail("found", "a@example.org"), Mailbag.addresses("a@example.org"), engine.clock.instant());
        engine.clock.move(DAY.multipliedBy(4));
        engine.destination.addFound(Waiting.found(new MailKey("found")));
        engine.pass(Duration.ofHours(23));
        assertThat(engine.kept()).hasSize(1);
        engine.pass(Duration.ofHours(2));
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.returned).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retrieve", "remove"})
    void aRepositoryThatFailsLosesNothingServesNobodyTwiceAndStopsNothing(String call) throws Exception {
        keep(5);
        engine.repositories.fault = Fault.first(2, call);
        engine.run();
        assertThat(engine.events("fault")).hasSize(2);
        engine.pass(Duration.ofMinutes(10));
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.primary.taken).containsExactlyInAnyOrderElementsOf(all(5));
        assertThat(engine.waiting()).isZero();
    }

    @Test
    void whereTheRestCannotBeStoredThoseWhoWereServedAreNotServedAgain() throws Exception {
        engine.primary.answer =
                (message, recipient) -> recipient.startsWith("l") ? FakePrimary.BUSY : FakePrimary.TAKEN;
        engine.keep("mixed", "a@example.org", "l@example.org");
        engine.repositories.fault = Fault.first(2, "store");
        engine.run();
        assertThat(engine.kept()).as("nothing could be told").hasSize(2);
        engine.pass(Duration.ofMinutes(3));
        assertThat(engine.kept()).containsExactly("mixed l@example.org");
        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.pass(Duration.ofMinutes(15));
        assertThat(engine.primary.taken).containsExactly("mixed a@example.org", "mixed l@example.org");
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void aMailThatIsGoneFromTheRepositoryIsForgotten() throws Exception {
        engine.primary.door = FakePrimary.SHUT;
        keep(2);
        engine.run();
        engine.repository().remove(new MailKey("mail-0"));
        engine.primary.door = () -> {};
        engine.pass(MINUTE);
        assertThat(engine.primary.taken).containsExactly("mail-1 a@example.org");
        assertThat(engine.events("gone")).hasSize(1);
        assertThat(engine.waiting()).isZero();
    }

    @Test
    void aMailWithoutRecipientsIsSentToNobody() throws Exception {
        engine.keep("nobody");
        engine.run();
        assertThat(engine.primary.taken).isEmpty();
        assertThat(ImmutableList.copyOf(engine.repository().list())).isEmpty();
    }

    @Test
    void oneThatIsFoundAndHandedOverAtTheSameTimeIsDeliveredOnce() throws Exception {
        keep(3);
        for (MailKey key : ImmutableList.copyOf(engine.repository().list())) {
            engine.destination.addFound(Waiting.found(key));
        }
        keep(3);
        assertThat(engine.waiting()).isEqualTo(3);
        engine.run();
        assertThat(engine.primary.taken).containsExactlyInAnyOrderElementsOf(all(3));
        assertThat(engine.waiting()).isZero();
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void anotherMailOfTheSameNameTakesNobodysPlace() throws Exception {
        engine.primary.door = FakePrimary.SHUT;
        engine.keep("same", "a@example.org", "b@example.org");
        engine.run();
        engine.keep("same", "c@example.org");
        engine.keep("same", "b@example.org");
        assertThat(engine.kept()).hasSize(3);
        engine.primary.door = () -> {};
        engine.pass(MINUTE);
        assertThat(engine.primary.taken)
                .containsExactlyInAnyOrder("same a@example.org", "same b@example.org", "same c@example.org");
    }

    @Test
    void oneThatIsKeptAnewWhileItsNamesakeIsBeingForgottenIsDelivered() throws Exception {
        engine.repositories.fault = call -> {
            if (call.equals("removed")) {
                engine.repositories.fault = Fault.NONE;
                engine.keep("same", "b@example.org");
            }
        };
        engine.keep("same", "a@example.org");
        engine.run();
        assertThat(engine.primary.taken).containsExactly("same a@example.org", "same b@example.org");
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.waiting()).isZero();
    }

    @Test
    void aTimerFromAnEarlierOutageDoesNotProbeInTheNext() throws Exception {
        keep(2);
        engine.run();
        assertThat(engine.destination.state()).isEqualTo(new PrimaryState.Up(3));
        engine.primary.answer = (message, recipient) -> {
            if (message.equals("broken")) {
                throw new ConversationBroken("and down again");
            }
            // While the first of three conversations waits for its answer, the two others find the door shut.
            engine.primary.door = FakePrimary.SHUT;
            engine.run();
            assertThat(engine.destination.state()).isInstanceOf(PrimaryState.Down.class);
            engine.clock.move(Duration.ofSeconds(30));
            return FakePrimary.TAKEN;
        };
        for (String name : List.of("slow", "broken", "other", "another")) {
            engine.keep(name, "a@example.org");
        }
        engine.run();
        assertThat(engine.events("primary-down")).hasSize(2);
        int before = engine.primary.opens.get();
        engine.pass(Duration.ofSeconds(59));
        assertThat(engine.primary.opens)
                .as("when the first outage's timer is due")
                .hasValue(before);
        engine.pass(Duration.ofSeconds(1));
        assertThat(engine.primary.opens).as("when the second's is").hasValue(before + 1);
    }

    @Test
    void aDoorThatFailsInAnUnheardOfWayIsAPrimaryThatIsDown() throws Exception {
        engine.primary.door = () -> {
            throw new IllegalStateException("a fault of ours");
        };
        keep(3);
        engine.pass(Duration.ofMinutes(3));
        assertThat(engine.primary.opens).hasValue(3);
        engine.primary.door = () -> {};
        engine.pass(Duration.ofMinutes(4));
        assertThat(engine.primary.taken).hasSize(3);
    }

    @Test
    void aFaultWhileSendingPutsThatMessageOffAndNoOther() throws Exception {
        engine.primary.answer = (message, recipient) -> {
            if (message.equals("mail-1")) {
                throw new IllegalStateException("a fault of ours");
            }
            return FakePrimary.TAKEN;
        };
        keep(3);
        engine.run();
        assertThat(engine.primary.taken).containsExactly("mail-0 a@example.org", "mail-2 a@example.org");
        assertThat(engine.events("fault")).hasSize(1);
        assertThat(engine.destination.state()).isInstanceOf(PrimaryState.Up.class);
        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.pass(MINUTE);
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void anErrorEndsItsThreadButLosesNothing() throws Exception {
        engine.primary.answer = (message, recipient) -> {
            throw new AssertionError("out of something");
        };
        keep(2);
        assertThatThrownBy(engine::run).isInstanceOf(AssertionError.class);
        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.pass(MINUTE);
        assertThat(engine.primary.taken).hasSize(2);
        assertThat(engine.waiting()).isZero();
    }

    @Test
    void afterCloseNothingBegins() throws Exception {
        engine.primary.answer = (message, recipient) -> {
            engine.destination.close();
            return FakePrimary.TAKEN;
        };
        keep(3);
        engine.run();
        assertThat(engine.primary.taken).as("the one under way is answered").containsExactly("mail-0 a@example.org");
        engine.keep("late", "a@example.org");
        engine.pass(DAY);
        assertThat(engine.primary.opens).hasValue(1);
        assertThat(engine.kept()).containsExactly("late a@example.org", "mail-1 a@example.org", "mail-2 a@example.org");
    }

    @Test
    void aConversationThatBreaksBecauseOfCloseIsNoNews() throws Exception {
        engine.primary.answer = (message, recipient) -> {
            engine.destination.close();
            throw new ConversationBroken("closed by us");
        };
        keep(1);
        engine.run();
        assertThat(engine.events).isEmpty();
        assertThat(engine.kept()).hasSize(1);
    }
}
