package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that are hard on an index: few entries, crowds, deep nests, and both ends of the address space. */
class NetworkSetEdgeTest {
    private static final String LOWEST_IPV4 = "0.0.0.0";
    private static final String HIGHEST_IPV4 = "255.255.255.255";
    private static final String LOWEST_IPV6 = "::";
    private static final String HIGHEST_IPV6 = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";

    @ParameterizedTest
    @ValueSource(strings = {LOWEST_IPV4, HIGHEST_IPV4, LOWEST_IPV6, HIGHEST_IPV6, "10.0.0.1", "2001:db8::1"})
    void aSetOfOneAddressHoldsNoOther(String only) throws InvalidNetworks {
        NetworkSet set = NetworkSet.parse("test", only);

        for (String asked : List.of(LOWEST_IPV4, HIGHEST_IPV4, LOWEST_IPV6, HIGHEST_IPV6, "10.0.0.1", "2001:db8::1")) {
            assertThat(set.contains(address(asked))).as(asked).isEqualTo(asked.equals(only));
        }
    }

    @Test
    void theTwoEndsOfEachFamilyAreFoundAndWhatIsBesideThemIsNot() throws InvalidNetworks {
        NetworkSet set =
                NetworkSet.parse("test", String.join(" ", LOWEST_IPV4, HIGHEST_IPV4, LOWEST_IPV6, HIGHEST_IPV6));

        assertThat(Stream.of(LOWEST_IPV4, HIGHEST_IPV4, LOWEST_IPV6, HIGHEST_IPV6))
                .allMatch(end -> set.contains(address(end)));
        assertThat(Stream.of(
                        "0.0.0.1",
                        "127.255.255.255",
                        "128.0.0.0",
                        "255.255.255.254",
                        "::1",
                        "::1:0:0:0",
                        "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                        "8000::",
                        "ffff:ffff:ffff:ffff::",
                        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"))
                .noneMatch(beside -> set.contains(address(beside)));
    }

    @Test
    void everybodyIsOneEntryForEachFamily() throws InvalidNetworks {
        NetworkSet set = NetworkSet.parse("test", "0.0.0.0/0, ::/0, !255.255.255.255, !::");

        assertThat(Stream.of(LOWEST_IPV4, "255.255.255.254", HIGHEST_IPV6, "::1"))
                .allMatch(inside -> set.contains(address(inside)));
        assertThat(Stream.of(HIGHEST_IPV4, LOWEST_IPV6)).noneMatch(taken -> set.contains(address(taken)));
    }

    /** One far away makes all the others crowd in one bucket. */
    @ParameterizedTest
    @CsvSource({"10.0.%d.%d, 255.255.255.255", "2001:db8::%x:%x, ffff::", "2001:db8:%x:%x::, ::"})
    void aCrowdFarFromTheNextEntryIsToldApart(String crowd, String farAway) throws InvalidNetworks {
        Stream<String> even =
                IntStream.range(0, 10_000).map(i -> 2 * i).mapToObj(i -> String.format(crowd, i >>> 8, i & 255));
        NetworkSet set = new NetworkList()
                .addLines("file://conf/crowd.txt", Stream.concat(even, Stream.of(farAway)))
                .toSet();

        assertThat(set.contains(address(farAway))).isTrue();
        for (int i = 0; i < 20_000; i++) {
            IpAddress asked = address(String.format(crowd, i >>> 8, i & 255));
            assertThat(set.decidedBy(asked).map(NetworkSet.Entry::source))
                    .isEqualTo(
                            i % 2 == 0 ? Optional.of("file://conf/crowd.txt line " + (i / 2 + 1)) : Optional.empty());
        }
    }

    @ParameterizedTest
    @CsvSource({"255.255.255.255, 32", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 128"})
    void everyLevelOfTheDeepestNestDecidesForItsOwnPart(String innermost, int bits) throws InvalidNetworks {
        IpAddress end = address(innermost);
        NetworkSet set = new NetworkList()
                .addLines(
                        "nest",
                        IntStream.rangeClosed(0, bits)
                                .mapToObj(
                                        prefix -> IpNetwork.around(end, prefix).toString()))
                .toSet();

        assertThat(set.decidedBy(end)).map(entry -> entry.network().prefix()).contains(bits);
        for (int prefix = 0; prefix < bits; prefix++) {
            IpAddress outOfTheNext = flipped(end, bits - 1 - prefix);
            assertThat(set.decidedBy(outOfTheNext))
                    .map(entry -> entry.network().prefix())
                    .contains(prefix);
        }
    }

    @Test
    void whatEndedLongAgoIsLeftOutwards() throws InvalidNetworks {
        NetworkSet set = NetworkSet.parse("test", "10.0.0.0/8 10.0.0.0/16 10.0.0.0/24 10.0.0.0 10.200.0.0/16");

        assertThat(set.decidedBy(address("10.255.0.1"))).map(Object::toString).contains("10.0.0.0/8");
        assertThat(set.decidedBy(address("10.100.0.1"))).map(Object::toString).contains("10.0.0.0/8");
        assertThat(set.decidedBy(address("10.0.0.1"))).map(Object::toString).contains("10.0.0.0/24");
        assertThat(set.decidedBy(address("11.0.0.0"))).isEmpty();
    }

    @Test
    void entriesAreToldInTheOrderOfWritingWhateverTheirFamilies() throws InvalidNetworks {
        NetworkSet set = new NetworkList()
                .addText("networks/internal[1]", "fd00::/8, 10.9.9.9, ::1")
                .addLines("file://conf/empty.txt", Stream.of("# nobody"))
                .addLines("file://conf/list.txt", Stream.of("", "10.0.0.0/8", "", "!2001:db8::/32"))
                .addText("networks/internal[3]", "192.0.2.1, 1.1.1.1")
                .toSet();

        assertThat(set.entries().map(entry -> entry + " of " + entry.source()))
                .containsExactly(
                        "fd00::/8 of networks/internal[1]",
                        "10.9.9.9 of networks/internal[1]",
                        "::1 of networks/internal[1]",
                        "10.0.0.0/8 of file://conf/list.txt line 2",
                        "!2001:db8::/32 of file://conf/list.txt line 4",
                        "192.0.2.1 of networks/internal[3]",
                        "1.1.1.1 of networks/internal[3]");
    }

    private static IpAddress flipped(IpAddress address, int bit) {
        return bit < Long.SIZE
                ? new IpAddress(address.family(), address.high(), address.low() ^ 1L << bit)
                : new IpAddress(address.family(), address.high() ^ 1L << bit, address.low());
    }

    private static IpAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
