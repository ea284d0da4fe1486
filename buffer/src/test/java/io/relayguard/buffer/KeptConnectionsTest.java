package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.PrimaryState;
import io.relayguard.core.settings.BufferSettings;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections from message to message, with time and threads in the test's hand. */
class KeptConnectionsTest {
    private static final Duration IDLE = Engine.SETTINGS.connections().idle();

    private Engine engine;

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine();
    }

    private void one(String name) throws Exception {
        engine.keep(name, "a@example.org");
        engine.run();
    }

    @Test
    void aConnectionIsKeptForAWhileAndUsedAgain() throws Exception {
        one("first");
        engine.pass(IDLE.minusMillis(1));
        one("second");
        assertThat(engine.primary.opens).hasValue(1);
        assertThat(engine.primary.closes).hasValue(0);
        assertThat(engine.primary.taken).hasSize(2);
    }

    @Test
    void afterThatItIsClosed() throws Exception {
        one("first");
        engine.pass(IDLE.multipliedBy(2));
        assertThat(engine.primary.closes).hasValue(1);
        assertThat(engine.timer.waiting()).as("nothing is left to look after").isZero();
        one("second");
        assertThat(engine.primary.opens).hasValue(2);
    }

    @Test
    void oneThatWasUsedMeanwhileGetsItsWholeTimeAnew() throws Exception {
        one("first");
        engine.pass(IDLE.minusSeconds(1));
        one("second");
        engine.pass(IDLE.minusSeconds(1));
        assertThat(engine.primary.closes).hasValue(0);
        engine.pass(IDLE);
        assertThat(engine.primary.closes).hasValue(1);
    }

    @Test
    void afterSoManyMessagesItIsClosed() throws Exception {
        engine = new Engine(Engine.settings(new BufferSettings.Connections(1, 3, IDLE)));
        for (int i = 0; i < 7; i++) {
            engine.keep("mail-" + i, "a@example.org");
        }
        engine.run();
        assertThat(engine.primary.taken).hasSize(7);
        assertThat(engine.primary.opens).as("3, 3 and 1").hasValue(3);
        assertThat(engine.primary.closes).hasValue(2);
    }

    @Test
    void anIdleOneThatThePrimaryHasGivenUpSaysNothingOfThePrimary() throws Exception {
        one("first");
        engine.primary.answer = (message, recipient) -> {
            engine.primary.answer = (again, other) -> FakePrimary.TAKEN;
            throw new ConversationBroken("the connection was closed before MAIL");
        };
        one("second");
        assertThat(engine.primary.taken).hasSize(2);
        assertThat(engine.events("primary-down")).isEmpty();
        assertThat(engine.primary.opens).hasValue(2);
    }

    @Test
    void oneThatBreaksAfterItWasAnsweredOnceSaysThatThePrimaryIsInTrouble() throws Exception {
        engine.primary.answer = (message, recipient) -> {
            if (message.equals("third")) {
                throw new ConversationBroken("lost");
            }
            return FakePrimary.TAKEN;
        };
        one("first");
        engine.keep("second", "a@example.org");
        engine.keep("third", "a@example.org");
        engine.run();
        assertThat(engine.primary.taken).hasSize(2);
        assertThat(engine.kept()).containsExactly("third a@example.org");
        assertThat(engine.events("deferred")).isEmpty();
        assertThat(engine.destination.state()).isEqualTo(new PrimaryState.Up(1));
    }

    @Test
    void noneIsKeptWhereThePrimaryMoves() throws Exception {
        one("first");
        engine.destination.follow(Engine.MOVED);
        assertThat(engine.primary.closes).hasValue(1);
        one("second");
        assertThat(engine.primary.asked).last().isEqualTo(Engine.MOVED.primaries());
    }

    @Test
    void noneIsKeptWhereNothingIsToBeSentAnyMore() throws Exception {
        one("first");
        engine.destination.close();
        assertThat(engine.primary.closes).hasValue(1);
    }
}
