package io.relayguard.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkListTest {
    private static final String ANY =
            "an address or a network, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 (names are not looked up)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/8,fd00::/8,!10.9.9.9",
                "10.0.0.0/8, fd00::/8, !10.9.9.9",
                "10.0.0.0/8 fd00::/8 !10.9.9.9",
                "\n  10.0.0.0/8\n  fd00::/8,\r\n\t!10.9.9.9\n"
            })
    void entriesAreSeparatedByCommasSpacesOrLineEnds(String text) throws InvalidNetworks {
        assertThat(NetworkSet.parse("list", text).entries().map(Object::toString))
                .containsExactly("10.0.0.0/8", "fd00::/8", "!10.9.9.9");
    }

    @Test
    void allProblemsOfAConditionAreInOneMessage() {
        assertThatExceptionOfType(InvalidNetworks.class)
                .isThrownBy(() -> NetworkSet.parse(
                        "RemoteAddrNotInNetwork", "10.0.0.1/8, mail.example.org,, ! 10.9.9.9, !!10.9.9.9"))
                .withMessage(String.join(
                        "\n",
                        "RemoteAddrNotInNetwork: found \"10.0.0.1/8\","
                                + " expected 10.0.0.0/8 (all bits after the prefix are zero)",
                        "RemoteAddrNotInNetwork: found \"mail.example.org\", expected " + ANY,
                        "RemoteAddrNotInNetwork: found nothing, expected an entry before and after each comma",
                        "RemoteAddrNotInNetwork: found \"!\", expected " + ANY,
                        "RemoteAddrNotInNetwork: found \"!!10.9.9.9\", expected " + ANY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void anEmptyListIsAProblem(String text) {
        assertThatExceptionOfType(InvalidNetworks.class)
                .isThrownBy(() -> NetworkSet.parse("list", text))
                .withMessageContaining("networks separated by commas or spaces, such as 10.0.0.0/8, !10.9.9.9");
    }

    @Test
    void aProblemInAFileNamesItsLine() {
        Stream<String> lines =
                Stream.of("# networks", "10.0.0.0/8 # office", "", "10.1.0.0/16, 10.2.0.0/16", "\t!fe80::1%eth0");

        assertThatExceptionOfType(InvalidNetworks.class)
                .isThrownBy(() -> new NetworkList()
                        .addLines("file://conf/list.txt", lines)
                        .toSet())
                .withMessage("""
                        file://conf/list.txt line 4: found "10.1.0.0/16, 10.2.0.0/16", \
                        expected one entry a line, such as 10.0.0.0/8
                        file://conf/list.txt line 5: found "!fe80::1%eth0", \
                        expected an address without a zone, such as fe80::1""");
    }

    @Test
    void aFileOfCommentsIsAnEmptyList() throws InvalidNetworks {
        Stream<String> lines = Stream.of("# nobody yet", "   ");

        assertThat(new NetworkList()
                        .addLines("file://conf/list.txt", lines)
                        .toSet()
                        .size())
                .isZero();
    }

    @Test
    void aNetworkStandsOnce() {
        NetworkList list = new NetworkList()
                .addText("networks/internal[1]", "10.0.0.0/8, fd00::/8, 192.0.2.1")
                .addText("networks/internal[2]", "192.0.2.1/32, !fd00::/8, ::ffff:10.0.0.0/104");

        assertThatExceptionOfType(InvalidNetworks.class).isThrownBy(list::toSet).withMessage("""
                        networks/internal[2]: found "10.0.0.0/8", expected each network once \
                        (a duplicate of 10.0.0.0/8 in networks/internal[1])
                        networks/internal[2]: found "192.0.2.1", expected each network once \
                        (a duplicate of 192.0.2.1 in networks/internal[1])
                        networks/internal[2]: found "!fd00::/8", expected each network once \
                        (a contradiction of fd00::/8 in networks/internal[1])""");
    }

    @Test
    void aFileThatIsNoListDoesNotFillTheLog() {
        Stream<String> lines = IntStream.range(0, 5000).mapToObj(line -> "log entry");

        InvalidNetworks invalid = catchThrowableOfType(
                InvalidNetworks.class,
                () -> new NetworkList().addLines("file://conf/list.txt", lines).toSet());

        assertThat(invalid.problems()).hasSize(101);
        assertThat(invalid)
                .hasMessageEndingWith("file://conf/list.txt: found 4900 more wrong lines,"
                        + " expected one entry a line, such as 10.0.0.0/8");
    }

    @Test
    void aHundredWrongLinesAreToldOneByOne() {
        Stream<String> lines = IntStream.range(0, 100).mapToObj(line -> "log entry");

        InvalidNetworks invalid = catchThrowableOfType(
                InvalidNetworks.class,
                () -> new NetworkList().addLines("file://conf/list.txt", lines).toSet());

        assertThat(invalid.problems())
                .hasSize(100)
                .allMatch(problem -> problem.found().equals("\"log entry\""));
    }

    @Test
    void aFileThatStandsTwiceDoesNotFillTheLog() {
        NetworkList list = new NetworkList();
        for (int time = 0; time < 2; time++) {
            list.addLines("file://conf/list.txt", IntStream.range(0, 250).mapToObj(i -> "10.0.0." + i));
        }

        assertThatExceptionOfType(InvalidNetworks.class)
                .isThrownBy(list::toSet)
                .withMessageEndingWith("the whole list: found 150 more repeated networks, expected each network once");
    }
}
