package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.net.GatewayAlarm;
import io.relayguard.core.net.IpAddress;
import java.time.Duration;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewaySuspicionTest {
    private static final IpAddress BRIDGE = IpAddress.parse("172.17.0.1").orElseThrow();
    private static final IpAddress STRANGER = IpAddress.parse("203.0.113.9").orElseThrow();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final RecordingMetricFactory metrics = new RecordingMetricFactory();
    private final LogForTests log = new LogForTests("io.relayguard");
    private final GatewaySuspicion suspicion = new GatewaySuspicion(GatewayAlarm.DEFAULT, new GuardJournal(metrics));

    @BeforeEach
    void listen() {
        log.start();
    }

    @AfterEach
    void hearNoMore() {
        log.close();
    }

    private void connect(IpAddress client, boolean internal, int times, long millis) {
        for (int i = 0; i < times; i++) {
            suspicion.connected(client, internal, "host" + i % 50 + ".example", millis);
        }
    }

    @Test
    void nearlyEverybodyFromOneInternalAddressIsSaidOnce() {
        connect(BRIDGE, true, 950, 0);
        connect(STRANGER, false, 50, 0);

        suspicion.look(1);
        suspicion.look(2);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN event=gateway-suspected text=\"950 of 1000 connections of the last hour came from the"
                        + " internal address 172.17.0.1, with 10 names or more: this is usually a NAT gateway");
        assertThat(suspicion.finding())
                .hasValueSatisfying(text -> assertThat(text).contains("<gateways>"));
        assertThat(metrics.countFor("relayguard.gateway-suspected")).isEqualTo(1);
    }

    @Test
    void itIsForgottenWithTheHour() {
        connect(BRIDGE, true, 1000, 0);
        suspicion.look(1);
        assertThat(suspicion.finding()).isPresent();

        suspicion.look(2 * HOUR);

        assertThat(suspicion.finding()).isEmpty();
    }

    @Test
    void whoeverTurnsItOffHearsNoMore() {
        connect(BRIDGE, true, 1000, 0);
        suspicion.use(GatewayAlarm.OFF);
        suspicion.look(1);

        assertThat(suspicion.finding()).isEmpty();
    }

    @Test
    void theSameShareAgainForgetsNothing() {
        connect(BRIDGE, true, 1000, 0);
        suspicion.use(new GatewayAlarm(GatewayAlarm.DEFAULT.percent()));
        suspicion.look(1);

        assertThat(suspicion.finding()).isPresent();
    }
}
