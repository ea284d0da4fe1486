package io.relayguard.core.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The entries of RFC 5782 section 5. */
class TestEntryTest {
    private static final String IPV6_1 = "1.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";
    private static final String IPV6_2 = "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";

    private static Zone zone(Kind kind, boolean tested) {
        return new Zone(Zones.name("bl.example.net"), new ZoneLabel("bl"), kind, 1, ReplyFilter.ANY, false, tested);
    }

    @Test
    void aListOfClientsHas127002AndNot127001AndOfIpv6NothingThatItNeeds() {
        assertThat(TestEntry.of(zone(Kind.CLIENT, true)))
                .containsExactly(
                        new TestEntry("1.0.0.127", false, true),
                        new TestEntry(IPV6_1, false, false),
                        new TestEntry("2.0.0.127", true, true),
                        new TestEntry(IPV6_2, true, false));
    }

    @ParameterizedTest
    @EnumSource(names = {"SENDER", "HELO"})
    void aListOfDomainsHasTestAndNotInvalid(Kind kind) {
        assertThat(TestEntry.of(zone(kind, true)))
                .containsExactly(new TestEntry("invalid", false, true), new TestEntry("test", true, true));
    }

    @Test
    void aListWithoutTestEntriesIsStillAskedForWhatNoneMayList() {
        assertThat(TestEntry.of(zone(Kind.CLIENT, false)))
                .containsExactly(new TestEntry("1.0.0.127", false, true), new TestEntry(IPV6_1, false, false));
        assertThat(TestEntry.of(zone(Kind.SENDER, false))).containsExactly(new TestEntry("invalid", false, true));
    }
}
