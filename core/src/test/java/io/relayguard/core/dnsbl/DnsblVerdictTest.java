package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DnsblVerdictTest {
    private static final Zone LIGHT = Zones.zone("light.example", 1);
    private static final Zone HEAVY = Zones.zone("heavy.example", 3);
    private static final Zone AS_HEAVY = Zones.zone("as-heavy.example", 3);
    private static final Zone WATCHED = Zones.observed(Zones.zone("watched.example", 9));
    private static final Zone ALLOWS = Zones.zone("allows.example", -2);

    @Test
    void theHeaviestZoneRefusesAndOfTwoTheFirst() {
        DnsblVerdict verdict = new DnsblVerdict(true, 5, List.of(LIGHT, WATCHED, HEAVY, AS_HEAVY, ALLOWS));

        assertThat(verdict.decisive()).contains(HEAVY);
        assertThat(verdict.refusing()).isEqualTo("heavy.example, as-heavy.example, light.example");
        assertThat(verdict.labels())
                .containsExactly(
                        "light.example", "watched.example", "heavy.example", "as-heavy.example", "allows.example");
    }

    @Test
    void whoIsNotListedIsRefusedByNobody() {
        assertThat(new DnsblVerdict(false, 2, List.of(HEAVY, LIGHT, ALLOWS)).decisive())
                .isEmpty();
        assertThat(new DnsblVerdict(false, 2, List.of(HEAVY, LIGHT, ALLOWS)).refusing())
                .as("who would have, without the allow list")
                .isEqualTo("heavy.example, light.example");
    }

    @Test
    void aZoneThatStandsTwiceIsNamedOnce() {
        Zone again = Zones.zone("heavy.example", 1, "127.0.0.2");
        DnsblVerdict verdict = new DnsblVerdict(true, 5, List.of(again, LIGHT, HEAVY));

        assertThat(verdict.refusing()).isEqualTo("heavy.example, light.example");
        assertThat(verdict.labels()).containsExactly("heavy.example", "light.example");
    }

    @Test
    void whereNobodyWasAskedNobodyIsListed() {
        assertThat(DnsblVerdict.UNASKED).isEqualTo(new Weighing(List.of(), 1).verdict());
        assertThat(DnsblVerdict.UNASKED.refusing()).isEmpty();
        assertThat(DnsblVerdict.UNASKED.decisive()).isEmpty();
    }
}
