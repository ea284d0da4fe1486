package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.ImmutableMap;
import io.relayguard.core.primary.SmtpReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The administrator gives all back that waits for a destination. */
@Timeout(60)
class GivingAllBackTest {
    private static final SmtpReply REPLY = new SmtpReply(550, "5.0.0 given back");

    private Engine engine;

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine();
    }

    private void keep(int messages) throws MessagingException {
        for (int i = 0; i < messages; i++) {
            engine.keep("mail-" + i, i + "@example.org");
        }
    }

    private static List<String> told(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> number + "@example.org " + REPLY)
                .toList();
    }

    private void primaryIsDown() {
        engine.primary.door = FakePrimary.SHUT;
    }

    @Test
    void allThatWaitsGoesBackAndIsGone() throws Exception {
        primaryIsDown();
        keep(3);
        engine.run();
        engine.destination.giveBack(REPLY);
        assertThat(engine.returned).containsExactlyElementsOf(told(0, 1, 2));
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.waiting()).isZero();
        assertThat(engine.events("given-back"))
                .hasSize(3)
                .first()
                .asString()
                .endsWith(" <0@example.org> 550 5.0.0 given back");
        engine.primary.door = () -> {};
        engine.pass(Duration.ofDays(1));
        assertThat(engine.primary.taken).isEmpty();
    }

    @Test
    void soDoesWhatThePrimaryHasPutOff() throws Exception {
        engine.primary.answer = (message, recipient) -> FakePrimary.BUSY;
        keep(2);
        engine.run();
        engine.destination.giveBack(REPLY);
        assertThat(engine.returned).containsExactlyInAnyOrderElementsOf(told(0, 1));
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void onlyThoseRecipientsWhoStillWaitAreNamed() throws Exception {
        engine.primary.answer =
                (message, recipient) -> recipient.startsWith("served") ? FakePrimary.TAKEN : FakePrimary.BUSY;
        engine.keep("mail", "served@example.org", "0@example.org");
        engine.run();
        engine.destination.giveBack(REPLY);
        assertThat(engine.returned).containsExactlyElementsOf(told(0));
    }

    @Test
    void whoDoesNotWantToBeToldIsNotAndNotificationsArePutAside() throws Exception {
        primaryIsDown();
        MailImpl quiet = Mailbag.mail("quiet", "0@example.org");
        quiet.setDsnParameters(DsnParameters.builder()
                .rcptParameters(ImmutableMap.of(
                        new MailAddress("0@example.org"), RecipientDsnParameters.of(EnumSet.of(Notify.NEVER))))
                .build()
                .orElseThrow());
        engine.keep(quiet);
        engine.keep(Mailbag.notification("bounce", "1@example.org"));
        engine.run();
        engine.destination.giveBack(REPLY);
        assertThat(engine.returned).isEmpty();
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.undeliverable())
                .singleElement()
                .asString()
                .startsWith("bounce")
                .endsWith(" 1@example.org");
    }

    /** No mail has two ends, and none has no end. */
    @Test
    void whatAConversationHasInItsHandsIsLeftToIt() throws Exception {
        engine.primary.beforeSend = () -> {
            engine.primary.beforeSend = () -> {};
            engine.destination.giveBack(REPLY);
        };
        keep(4);
        engine.run();
        assertThat(engine.primary.taken)
                .as("the one that was offered, and the one that the primary was told of")
                .containsExactly("mail-0 0@example.org", "mail-1 1@example.org");
        assertThat(engine.returned).containsExactlyElementsOf(told(2, 3));
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void whatComesMeanwhileWaitsAsEver() throws Exception {
        primaryIsDown();
        engine.beforeReturn = (mail, reply) -> {
            engine.beforeReturn = (next, same) -> {};
            engine.keep("later", "9@example.org");
        };
        keep(2);
        engine.run();
        engine.destination.giveBack(REPLY);
        assertThat(engine.returned).containsExactlyElementsOf(told(0, 1));
        assertThat(engine.kept()).containsExactly("later 9@example.org");
    }

    /** A million mails that were found at the start are all read then, one after the other. */
    @Test
    void whatIsOutOfLineSinceItsAgeIsLookedAtGoesBackAsWell() throws Exception {
        engine = new Engine(TellingSendersTest.WARNING);
        primaryIsDown();
        keep(2);
        Thread administrator = new Thread(() -> engine.destination.giveBack(REPLY));
        engine.beforeReturn = (mail, warning) -> {
            engine.beforeReturn = (next, same) -> {};
            administrator.start();
            await().until(() ->
                    EnumSet.of(Thread.State.WAITING, Thread.State.TERMINATED).contains(administrator.getState()));
        };
        engine.pass(Duration.ofHours(5));
        administrator.join();
        assertThat(engine.returned).hasSize(4).endsWith(told(0, 1).toArray(String[]::new));
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void theSenderIsToldBeforeTheRepositoryForgets() throws Exception {
        primaryIsDown();
        List<Integer> kept = new ArrayList<>();
        engine.beforeReturn = (mail, reply) -> kept.add(engine.kept().size());
        keep(2);
        engine.run();
        engine.destination.giveBack(REPLY);
        assertThat(kept).containsExactly(2, 1);
    }

    @Test
    void whatCannotBeGivenBackStaysAndGoesOn() throws Exception {
        engine.destination.hold();
        keep(2);
        engine.beforeReturn = (mail, reply) -> {
            throw new MessagingException("queue full");
        };
        engine.destination.giveBack(REPLY);
        assertThat(engine.kept()).hasSize(2);
        assertThat(engine.events("given-back")).isEmpty();
        assertThat(engine.events("fault")).hasSize(2);
        engine.destination.release();
        engine.run();
        assertThat(engine.primary.taken).hasSize(2);
    }

    @Test
    void noneIsToldTwiceWhereTheRepositoryFails() throws Exception {
        primaryIsDown();
        keep(1);
        engine.run();
        engine.repositories.fault = FakeRepositories.Fault.first(1, "remove");
        engine.destination.giveBack(REPLY);
        assertThat(engine.kept()).hasSize(1);
        engine.destination.giveBack(REPLY);
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.returned).containsExactlyElementsOf(told(0));
    }

    @Test
    void aDestinationThatIsHeldIsSentNothingMeanwhile() throws Exception {
        engine.destination.hold();
        keep(2);
        engine.destination.giveBack(REPLY);
        engine.run();
        assertThat(engine.primary.opens).hasValue(0);
        assertThat(engine.returned).hasSize(2);
        assertThat(engine.destination.state().word()).isEqualTo("held");
    }

    @Test
    void whereTheServerStopsTheRestStays() throws Exception {
        primaryIsDown();
        engine.beforeReturn = (mail, reply) -> engine.destination.close();
        keep(3);
        engine.run();
        engine.destination.giveBack(REPLY);
        assertThat(engine.returned).containsExactlyElementsOf(told(0));
        assertThat(engine.kept()).containsExactly("mail-1 1@example.org", "mail-2 2@example.org");
        assertThat(engine.waiting()).isEqualTo(2);
    }

    @Test
    void anErrorEndsTheThreadAndTakesNoMessageOutOfLine() throws Exception {
        primaryIsDown();
        engine.beforeReturn = (mail, reply) -> {
            engine.beforeReturn = (next, same) -> {};
            throw new StackOverflowError("deep");
        };
        keep(3);
        engine.run();
        assertThatThrownBy(() -> engine.destination.giveBack(REPLY)).isInstanceOf(StackOverflowError.class);
        engine.destination.giveBack(REPLY);
        assertThat(engine.returned).containsExactlyElementsOf(told(0, 1, 2));
    }

    @Test
    void whatSomebodyTookOutIsGone() throws Exception {
        primaryIsDown();
        keep(1);
        engine.run();
        engine.repository().removeAll();
        engine.destination.giveBack(REPLY);
        assertThat(engine.returned).isEmpty();
        assertThat(engine.events("gone")).hasSize(1);
        assertThat(engine.waiting()).isZero();
    }
}
