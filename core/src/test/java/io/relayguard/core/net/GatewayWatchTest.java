package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.relayguard.core.net.GatewayWatch.Suspicion;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayWatchTest {
    private static final IpAddress BRIDGE = address("172.17.0.1");
    private static final IpAddress OFFICE = address("10.1.2.3");
    private static final IpAddress STRANGER = address("203.0.113.9");

    private final GatewayWatch watch = new GatewayWatch(GatewayAlarm.DEFAULT);
    private long now = Duration.ofDays(20_000).toMillis();

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    /** So many connections, under so many names in turn. */
    private void connect(IpAddress client, int times, int names) {
        for (int i = 0; i < times; i++) {
            watch.connected(client, !client.equals(STRANGER), "mx" + i % names + ".example", now);
        }
    }

    private void pass(Duration time) {
        now += time.toMillis();
    }

    @Test
    void anAddressThatAllComeFromUnderManyNamesIsSuspicious() {
        connect(BRIDGE, 100, 10);

        assertThat(watch.suspicion(now)).contains(new Suspicion(BRIDGE, 100, 100, 10));
    }

    @Test
    void fewConnectionsProveNothing() {
        connect(BRIDGE, 99, 10);

        assertThat(watch.suspicion(now)).isEmpty();
    }

    @Test
    void oneServerWithAFewNamesIsNoGateway() {
        connect(BRIDGE, 1000, 9);

        assertThat(watch.suspicion(now)).isEmpty();
    }

    @Test
    void namesAreComparedWithoutTheirCase() {
        for (int i = 0; i < 100; i++) {
            watch.connected(BRIDGE, true, i % 2 == 0 ? "MX" + i / 20 : "mx" + i / 20, now);
        }

        assertThat(watch.suspicion(now)).isEmpty();
    }

    @Test
    void exactlyTheShareIsEnoughAndLessIsNot() {
        connect(BRIDGE, 900, 20);
        connect(STRANGER, 100, 100);
        assertThat(watch.suspicion(now)).contains(new Suspicion(BRIDGE, 900, 1000, 10));

        connect(STRANGER, 1, 1);
        assertThat(watch.suspicion(now)).isEmpty();
    }

    @Test
    void theShareIsTheAdministrators() {
        GatewayWatch strict = new GatewayWatch(new GatewayAlarm(51));
        for (int i = 0; i < 200; i++) {
            strict.connected(i < 102 ? BRIDGE : OFFICE, true, "mx" + i, now);
        }

        assertThat(strict.suspicion(now)).contains(new Suspicion(BRIDGE, 102, 200, 10));
    }

    @Test
    void strangersCountAsAllAndAreNeverSuspected() {
        connect(STRANGER, 1000, 100);

        assertThat(watch.suspicion(now)).isEmpty();
    }

    @Test
    void whereNobodyWatchesNothingIsSuspicious() {
        GatewayWatch off = new GatewayWatch(GatewayAlarm.OFF);
        for (int i = 0; i < 1000; i++) {
            off.connected(BRIDGE, true, "mx" + i, now);
        }

        assertThat(off.suspicion(now)).isEmpty();
    }

    @Test
    void anHourLaterItIsForgotten() {
        connect(BRIDGE, 100, 10);

        pass(Duration.ofMinutes(59));
        assertThat(watch.suspicion(now)).isPresent();
        pass(Duration.ofMinutes(1));
        assertThat(watch.suspicion(now)).isEmpty();
    }

    @Test
    void theSlicesOfTheHourAddUp() {
        for (int slice = 0; slice < 12; slice++) {
            for (int i = 0; i < 9; i++) {
                watch.connected(BRIDGE, true, "mx" + slice + ".example", now);
            }
            pass(Duration.ofMinutes(5));
        }
        pass(Duration.ofMinutes(-5));
        assertThat(watch.suspicion(now)).contains(new Suspicion(BRIDGE, 108, 108, 12));

        pass(Duration.ofMinutes(5));
        assertThat(watch.suspicion(now))
                .as("the first slice is gone, 99 are left")
                .isEmpty();
    }

    @Test
    void aSliceEndsAfterFiveMinutesAndEachIsDroppedByItself() {
        connect(BRIDGE, 50, 10);
        pass(Duration.ofMinutes(5).minusMillis(1));
        connect(BRIDGE, 50, 10);
        pass(Duration.ofMillis(1));
        connect(BRIDGE, 100, 10);

        pass(Duration.ofMinutes(55));
        assertThat(watch.suspicion(now)).contains(new Suspicion(BRIDGE, 100, 100, 10));
    }

    /** Lest the memory fill up where nobody asks. The clock goes back, since asking drops what is old itself. */
    @Test
    void connectingDropsWhatIsOldToo() {
        connect(BRIDGE, 1000, 10);
        pass(Duration.ofHours(1));
        connect(OFFICE, 1, 1);
        connect(STRANGER, 99, 1);
        pass(Duration.ofHours(-1));

        assertThat(watch.suspicion(now)).isEmpty();
    }

    /** An attacker with a network of their own inside cannot fill the memory; whoever came first is still counted. */
    @Test
    void memoryIsBounded() {
        connect(BRIDGE, 10, 10);
        for (int i = 0; i < 10_000; i++) {
            watch.connected(new IpAddress(IpAddress.Family.IPV6, 0xfd00L << 48, i), true, "mx" + i, now);
        }
        IpAddress late = new IpAddress(IpAddress.Family.IPV6, 0xfd00L << 48, 9_999);
        IpAddress last = new IpAddress(IpAddress.Family.IPV6, 0xfd00L << 48, 9_998);
        connect(late, 100_000, 20);
        assertThat(watch.suspicion(now)).as("it came after ten thousand others").isEmpty();

        connect(last, 1_100_000, 20);
        assertThat(watch.suspicion(now)).contains(new Suspicion(last, 1_100_001, 1_210_010, 10));
    }

    @Test
    void anAddressThatIsNoLongerInsideIsStillCountedWhereItWasOne() {
        connect(BRIDGE, 60, 10);
        for (int i = 0; i < 60; i++) {
            watch.connected(BRIDGE, false, "mx" + i, now);
        }

        assertThat(watch.suspicion(now)).contains(new Suspicion(BRIDGE, 120, 120, 10));
    }

    @Test
    void aClockThatGoesBackBreaksNothing() {
        connect(BRIDGE, 60, 10);
        pass(Duration.ofMinutes(-30));
        connect(BRIDGE, 60, 10);

        assertThat(watch.suspicion(now)).contains(new Suspicion(BRIDGE, 120, 120, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 50, 101})
    void halfOfAllOrLessCannotPointToOneAddress(int percent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatewayAlarm(percent))
                .withMessage("not a share of more than half: " + percent + " %");
    }

    @Test
    void theAlarmIsOffOrAShare() {
        assertThat(GatewayAlarm.OFF.isOn()).isFalse();
        assertThat(GatewayAlarm.DEFAULT).isEqualTo(new GatewayAlarm(90));
        assertThat(new GatewayAlarm(51).isOn()).isTrue();
        assertThat(new GatewayAlarm(100).isOn()).isTrue();
    }
}
