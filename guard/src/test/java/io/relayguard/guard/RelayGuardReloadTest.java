package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.relayguard.core.address.Recipient;
import io.relayguard.core.address.ReversePath;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.relay.Decision;
import io.relayguard.core.relay.Origin;
import io.relayguard.core.relay.Rule;
import io.relayguard.core.relay.Verdict;
import io.relayguard.guard.GuardHealth.Finding;
import io.relayguard.guard.GuardHealth.Grade;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guard whose relayguard.xml changes while it runs. */
class RelayGuardReloadTest {
    private static final String NAMED = "<relayguard><relayDomains><domain name=\"new.example\">"
            + "<primary>smtp://127.0.0.1:1</primary></domain></relayDomains></relayguard>";

    private final GuardForTests james = new GuardForTests("<relayguard/>");
    private final RelayGuard guard = james.guard;
    private final LogForTests log = new LogForTests("io.relayguard");

    @BeforeEach
    void listen() {
        log.start();
    }

    @AfterEach
    void stop() {
        log.close();
        guard.stopBuffer(this);
    }

    private Verdict decide(String from, String to) {
        return decision(from, to).verdict();
    }

    private Decision decision(String from, String to) {
        Origin client = new Origin.Client(IpAddress.parse(from).orElseThrow());
        return guard.decide(client, ReversePath.NULL, Recipient.parse(to));
    }

    @Test
    void networksAndDomainsChangeTogether() {
        james.write("<relayguard><networks><internal>10.0.0.0/8</internal></networks></relayguard>");
        assertThat(guard.reload()).isEmpty();

        assertThat(decide("10.1.2.3", "you@elsewhere.example")).isEqualTo(new Verdict.SendOut());
        assertThat(decide("127.0.0.1", "you@elsewhere.example")).isEqualTo(new Verdict.Refuse(Rule.OUTSIDE_TO_OUTSIDE));
        assertThat(guard.networks().internal().size()).isEqualTo(1);
        assertThat(log.lines()).anyMatch(line -> line.contains("event=reloaded"));
        assertThat(james.metrics.countFor("relayguard.reload.done")).isEqualTo(1);
    }

    @Test
    void theRunningBufferTakesTheNewDomains() {
        guard.startBuffer(this);
        james.write(NAMED);
        assertThat(guard.reload()).isEmpty();

        assertThat(decide("203.0.113.9", "you@new.example")).isInstanceOf(Verdict.KeepForPrimary.class);
    }

    @Test
    void aWrongFileChangesNothingAndDegradesTheHealth() {
        james.write("<relayguard><networks><internal>gateway.example</internal></networks></relayguard>");

        assertThat(guard.reload()).isPresent();

        assertThat(decide("127.0.0.1", "you@elsewhere.example")).isEqualTo(new Verdict.SendOut());
        assertThat(guard.health().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.grade()).isEqualTo(Grade.DEGRADED))
                .satisfies(finding -> assertThat(finding.text())
                        .contains("what is on disk does not hold", "networks/internal: found \"gateway.example\""));
        assertThat(log.lines()).anyMatch(line -> line.startsWith("ERROR event=reload-failed"));
        assertThat(james.metrics.countFor("relayguard.reload.failed")).isEqualTo(1);

        james.write("<relayguard/>");
        assertThat(guard.reload()).isEmpty();
        assertThat(guard.health().findings()).isEmpty();
    }

    @Test
    void whatTakesEffectWithTheNextStartOnlyIsSaid() {
        james.write("<relayguard><buffer><maxAge>1d</maxAge></buffer></relayguard>");
        assertThat(guard.reload()).isEmpty();

        assertThat(guard.health().findings())
                .extracting(Finding::text)
                .containsExactly(
                        "<buffer>, <dns> or <self> have changed, and take effect with the next start of James");
    }

    @Test
    void observeAllIsUnhealthyAndSaidAtTheStart() {
        james.write("<relayguard mode=\"observe-all\"/>");
        assertThat(guard.reload()).isEmpty();

        Decision decision = decision("203.0.113.9", "you@elsewhere.example");
        assertThat(decision.verdict()).isEqualTo(new Verdict.SendOut());
        assertThat(decision.observed()).containsExactly(Rule.OUTSIDE_TO_OUTSIDE);
        assertThat(guard.health().findings()).extracting(Finding::grade).containsExactly(Grade.UNHEALTHY);
        assertThat(log.lines())
                .anyMatch(line -> line.startsWith("WARN event=notice") && line.contains("this is an open relay"))
                .anyMatch(
                        line -> line.startsWith("INFO event=would-refuse reason=outside-to-outside mode=observe-all"));
    }

    @Test
    void observeKeepsTheOutsideOutAndIsHealthy() {
        james.write("<relayguard mode=\"observe\"/>");
        assertThat(guard.reload()).isEmpty();

        assertThat(decide("203.0.113.9", "you@elsewhere.example"))
                .isEqualTo(new Verdict.Refuse(Rule.OUTSIDE_TO_OUTSIDE));
        assertThat(guard.health().findings()).isEmpty();
    }

    @Test
    void theFileIsLookedAtByItself() {
        GuardForTests quick = new GuardForTests("<relayguard><reload every=\"20ms\"/></relayguard>");
        quick.write("<relayguard><reload every=\"20ms\"/>"
                + "<networks><internal>10.0.0.0/8</internal></networks></relayguard>");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> quick.guard.networks().internal().size() == 1);
        quick.write("<relayguard><reload every=\"off\"/></relayguard>");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> quick.guard.networks().internal().size() == 2);
    }

    @Test
    void anOutboundMailThatNobodyAskedAboutIsNotedToo() {
        james.write("<relayguard mode=\"observe\"><role>mail-server</role></relayguard>");
        assertThat(guard.reload()).isEmpty();

        guard.noteObserved(guard.policy()
                .decide(new Origin.User("bob"), ReversePath.NULL, Recipient.parse("you@elsewhere.example")));

        assertThat(james.metrics.countFor("relayguard.observed.not-our-role")).isEqualTo(1);
    }
}
