package io.relayguard.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.primary.PrimaryState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes an engine try before its time, and what keeps it from trying at all. */
class WakingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Engine engine;

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine();
        InetAddress address = InetAddress.getByName("192.0.2.10");
        engine.primary.door = () -> {
            throw new PrimaryUnreachable("connection refused", Set.of(address));
        };
        engine.keep("mail", "a@example.org");
        engine.run();
        assertThat(engine.primary.opens).hasValue(1);
    }

    private void comesBack() {
        engine.primary.door = () -> {};
    }

    private void wake() {
        engine.destination.wake("test");
        engine.run();
    }

    @Test
    void aWakeUpTriesAtOnce() throws Exception {
        engine.pass(SECOND.multipliedBy(5));
        comesBack();
        wake();
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.events("woken")).hasSize(1);
    }

    @Test
    void noAttemptComesSoonerThanFiveSecondsAfterTheLastHoweverOftenWeAreWoken() throws Exception {
        engine.pass(SECOND);
        for (int i = 0; i < 100; i++) {
            wake();
        }
        engine.pass(SECOND.multipliedBy(4).minusMillis(1));
        assertThat(engine.primary.opens).hasValue(1);
        engine.pass(Duration.ofMillis(1));
        assertThat(engine.primary.opens).hasValue(2);
        assertThat(engine.events("woken")).hasSize(1);
        for (int i = 0; i < 100; i++) {
            wake();
        }
        engine.pass(SECOND.multipliedBy(5));
        assertThat(engine.primary.opens).hasValue(3);
    }

    @Test
    void thePrimaryIsKnownByTheAddressesAtWhichItWasTried() throws Exception {
        assertThat(engine.destination.isDownAt(address("192.0.2.10"))).isTrue();
        assertThat(engine.destination.isDownAt(address("::ffff:192.0.2.10"))).isTrue();
        assertThat(engine.destination.isDownAt(address("192.0.2.11"))).isFalse();
        comesBack();
        engine.pass(Duration.ofMinutes(1));
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.destination.isDownAt(address("192.0.2.10")))
                .as("it is up")
                .isFalse();
    }

    private static IpAddress address(String written) {
        return IpAddress.parse(written).orElseThrow();
    }

    @Test
    void otherPrimariesAreTriedAtOnceAndTheSameOnesAreNoNews() throws Exception {
        engine.pass(SECOND.multipliedBy(10));
        engine.destination.follow(Engine.DOMAIN);
        engine.run();
        assertThat(engine.primary.opens).hasValue(1);
        comesBack();
        engine.destination.follow(Engine.MOVED);
        engine.run();
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void whatThePrimaryHasPutOffIsTriedByAFlushToo() throws Exception {
        comesBack();
        engine.primary.answer = (message, recipient) -> FakePrimary.BUSY;
        engine.pass(Duration.ofMinutes(1));
        assertThat(engine.events("deferred")).hasSize(1);
        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.destination.flush("test");
        engine.run();
        assertThat(engine.kept()).isEmpty();
    }

    @Test
    void whatIsHeldStaysWhateverHappensAndGoesWhenItIsReleased() throws Exception {
        engine.destination.hold();
        comesBack();
        engine.pass(Duration.ofDays(30));
        wake();
        engine.destination.flush("test");
        engine.keep("another", "a@example.org");
        engine.run();
        assertThat(engine.primary.opens).hasValue(1);
        assertThat(engine.kept()).hasSize(2);
        assertThat(engine.destination.state()).isEqualTo(new PrimaryState.Held());
        engine.destination.release();
        engine.run();
        assertThat(engine.kept()).isEmpty();
        assertThat(engine.returned).as("nothing grew too old").isEmpty();
    }

    @Test
    void aReleaseOfWhatIsNotHeldIsNoWakeUp() {
        engine.destination.release();
        engine.run();
        assertThat(engine.primary.opens).hasValue(1);
        assertThat(engine.events("released")).isEmpty();
    }

    @Test
    void aHundredMessagesThatArePutOffNeedOneTimer() throws Exception {
        comesBack();
        engine.primary.answer = (message, recipient) -> FakePrimary.BUSY;
        for (int i = 0; i < 100; i++) {
            engine.keep("mail-" + i, "a@example.org");
        }
        engine.pass(Duration.ofMinutes(1).plusSeconds(30));
        assertThat(engine.events("deferred")).hasSizeGreaterThan(100);
        assertThat(engine.timer.waiting()).isEqualTo(1);
        engine.primary.answer = (message, recipient) -> FakePrimary.TAKEN;
        engine.pass(Duration.ofHours(1));
        assertThat(engine.kept()).isEmpty();
    }
}
