package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.PrimaryState;
import io.relayguard.core.settings.BufferSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that a conversation has taken before their turn, with time and threads in the test's hand. */
class TakenAheadTest {
    private Engine engine;

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine(oneConnection(1000));
    }

    private static BufferSettings oneConnection(int messages) {
        return Engine.settings(new BufferSettings.Connections(1, messages, Duration.ofSeconds(10)));
    }

    private void keep(String... names) throws MessagingException {
        for (String name : names) {
            engine.keep(name, "a@example.org");
        }
    }

    private static String taken(String name) {
        return name + " a@example.org";
    }

    @Test
    void thePrimaryHearsOfTheNextWhileThereAreEnoughForAllConversations() throws Exception {
        keep("one", "two", "three", "four");
        engine.run();
        assertThat(engine.primary.announced).containsExactly("one then two", "two then three");
        assertThat(engine.primary.taken).containsExactly(taken("one"), taken("two"), taken("three"), taken("four"));
    }

    @Test
    void nothingIsTakenAheadThatTheConnectionWillNotCarry() throws Exception {
        engine = new Engine(oneConnection(2));
        keep("one", "two", "three", "four", "five");
        engine.run();
        assertThat(engine.primary.announced).containsExactly("one then two", "three then four");
        assertThat(engine.primary.opens).hasValue(3);
        assertThat(engine.primary.taken).hasSize(5);
    }

    @Test
    void whatWasTakenAheadIsFirstInLineAgainWhenTheConversationBreaks() throws Exception {
        engine.primary.answer = (message, recipient) -> {
            throw new ConversationBroken("lost");
        };
        keep("one", "two", "three");
        engine.run();
        assertThat(engine.waiting()).isEqualTo(3);
        assertThat(engine.events("deferred")).isEmpty();
        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.pass(Duration.ofMinutes(5));
        assertThat(engine.primary.taken).startsWith(taken("two")).hasSize(3).doesNotHaveDuplicates();
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void aHoldLetsItGoAndClosesTheConnectionThatKnowsOfIt() throws Exception {
        engine.primary.beforeSend = () -> engine.destination.hold();
        keep("one", "two", "three");
        engine.run();
        assertThat(engine.primary.announced).containsExactly("one then two");
        assertThat(engine.primary.taken).containsExactly(taken("one"));
        assertThat(engine.primary.closes).hasValue(1);
        assertThat(engine.destination.state()).isEqualTo(new PrimaryState.Held());
        engine.primary.beforeSend = () -> {};
        engine.destination.release();
        engine.run();
        assertThat(engine.primary.taken).containsExactly(taken("one"), taken("two"), taken("three"));
    }

    @Test
    void oneThatIsGoneIsPassedOver() throws Exception {
        keep("one", "two", "three", "four");
        engine.repository().remove(new MailKey("two"));
        engine.run();
        assertThat(engine.primary.announced).containsExactly("one then three");
        assertThat(engine.primary.taken).containsExactly(taken("one"), taken("three"), taken("four"));
        assertThat(engine.events("gone")).hasSize(1);
        assertThat(engine.waiting()).isZero();
    }

    @Test
    void oneThatCannotBeReadNowIsPutOffAlone() throws Exception {
        keep("one", "two", "three", "four");
        AtomicInteger reads = new AtomicInteger();
        engine.repositories.fault = call -> {
            if (call.equals("retrieve") && reads.incrementAndGet() == 2) {
                throw new MessagingException("disk gone");
            }
        };
        engine.run();
        assertThat(engine.primary.taken).containsExactly(taken("one"), taken("three"), taken("four"));
        engine.pass(Duration.ofMinutes(2));
        assertThat(engine.primary.taken).contains(taken("two"));
        assertThat(engine.waiting()).isZero();
    }
}
