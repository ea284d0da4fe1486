package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.primary.BufferLimits;
import io.relayguard.core.settings.BufferSettings.Connections;
import io.relayguard.core.settings.BufferSettings.Retry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BufferSettingsTest {
    private static final String RETRY_EXPECTED = "a time from 1ms to 1d with its unit (ms, s, m, h, d), such as 90s";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<relayguard/>",
                "<relayguard><buffer/></relayguard>",
                "<relayguard><buffer><retry/></buffer></relayguard>"
            })
    void whatIsNotSaidHasItsDefault(String xml) throws InvalidSettings {
        assertThat(Documents.parse(xml).buffer())
                .isEqualTo(BufferSettings.defaults(Documents.HOST_NAME))
                .isEqualTo(new BufferSettings(
                        "spool://var/mail/secondary-mx",
                        "mx2.example.net",
                        new Retry(Duration.ofMinutes(1), Duration.ofMinutes(15)),
                        Duration.ofDays(5),
                        Optional.empty(),
                        new Connections(20, 1000, Duration.ofSeconds(10)),
                        new BufferLimits(268_435_456, 1_000_000, 1_000_000, Long.MAX_VALUE, Long.MAX_VALUE),
                        "bounces",
                        Optional.empty()));
    }

    @Test
    void everyElementHasItsPlace() throws InvalidSettings {
        assertThat(Documents.parse("""
                                <relayguard><buffer>
                                  <repository>file://var/mail/kept/</repository>
                                  <node>mx2-a</node>
                                  <retry first="500ms" max="2h"/>
                                  <maxAge>10d</maxAge>
                                  <delayWarning>4h</delayWarning>
                                  <connections messages="50" idle="1m">1000</connections>
                                  <minFreeDisk>512KiB</minFreeDisk>
                                  <maxMessages perDestination="1000">5000</maxMessages>
                                  <maxBytes perDestination="2GiB">1TiB</maxBytes>
                                  <bounceProcessor>refused.by_primary</bounceProcessor>
                                  <relayedProcessor>taken-by_primary</relayedProcessor>
                                </buffer></relayguard>""").buffer())
                .isEqualTo(new BufferSettings(
                        "file://var/mail/kept",
                        "mx2-a",
                        new Retry(Duration.ofMillis(500), Duration.ofHours(2)),
                        Duration.ofDays(10),
                        Optional.of(Duration.ofHours(4)),
                        new Connections(1000, 50, Duration.ofMinutes(1)),
                        new BufferLimits(524_288, 5000, 1000, 1L << 40, 1L << 31),
                        "refused.by_primary",
                        Optional.of("taken-by_primary")));
    }

    @ParameterizedTest
    @CsvSource({"1ms, PT0.001S", "1s, PT1S", "90s, PT90S", "15m, PT15M", "4h, PT4H", "100d, PT2400H"})
    void aTimeHasAUnit(String written, Duration meant) throws InvalidSettings {
        assertThat(Documents.parse(buffer("<maxAge>" + written + "</maxAge>"))
                        .buffer()
                        .maxAge())
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "0s",
                "0d",
                "-1d",
                "+1d",
                "1.5h",
                "1 d",
                "1D",
                "01d",
                "1w",
                "5min",
                "P5D",
                "101d",
                "2401h",
                "d",
                "99999999999999999999d",
                "1d12h",
                "٥d",
                "forever"
            })
    void whatIsNoTimeIsAProblem(String written) {
        assertThat(Documents.problems(buffer("<maxAge>" + written + "</maxAge>")))
                .containsExactly("buffer/maxAge: found \"" + written
                        + "\", expected a time from 1ms to 100d with its unit (ms, s, m, h, d), such as 5d");
    }

    @ParameterizedTest
    @CsvSource({
        "spool://a, spool://a",
        "spool://var/mail///, spool://var/mail",
        "file:///var/mail/kept, file:///var/mail/kept",
        "memory://kept, memory://kept",
        "spool://a..b/.hidden, spool://a..b/.hidden",
    })
    void aRepositoryIsKeptWithoutTrailingSlash(String written, String kept) throws InvalidSettings {
        assertThat(Documents.parse(buffer("<repository>" + written + "</repository>"))
                        .buffer()
                        .repository())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spool",
                "var/mail",
                "spool:var",
                "spool:/var",
                "spool://",
                "spool:///",
                "spool://..",
                "spool://var/../etc",
                "spool://./var",
                "://var",
                "1://var",
                "spool://a b",
                "spool://a?b",
                "spool://a#b"
            })
    void whatIsNoRepositoryIsAProblem(String written) {
        assertThat(Documents.problems(buffer("<repository>" + written + "</repository>")))
                .containsExactly("buffer/repository: found \"" + written + "\", expected protocol://path without"
                        + " spaces or . and .. segments, such as spool://var/mail/secondary-mx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/b",
                "a b",
                "mx²",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    void whatIsNoNodeIsAProblem(String written) {
        assertThat(Documents.problems(buffer("<node>" + written + "</node>")))
                .containsExactly("buffer/node: found \"" + written
                        + "\", expected 1 to 63 letters, digits, dots, hyphens and underscores, such as mx2-a");
    }

    @ParameterizedTest
    @CsvSource({
        "mx2.example.net, mx2.example.net",
        "MX2, MX2",
        "mx/../2, mx-..-2",
        "größe, gr--e",
        "'', node",
        "., node",
        ".., node",
        "a23456789012345678901234567890123456789012345678901234567890123456789,"
                + "a23456789012345678901234567890123456789012345678901234567890123",
    })
    void theDefaultNodeIsTheHostNameMadeFit(String hostName, String node) throws InvalidSettings {
        SettingsParser parser = new SettingsParser(Documents.files(Map.of()), hostName);

        assertThat(parser.parse(Documents.element("<relayguard/>")).buffer().node())
                .isEqualTo(node);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1001", "9999", "01", "-1", "20.0", "many", "99999999999"})
    void whatIsNoNumberOfConnectionsIsAProblem(String written) {
        assertThat(Documents.problems(buffer("<connections>" + written + "</connections>")))
                .containsExactly(
                        "buffer/connections: found \"" + written + "\", expected a whole number from 1 to 1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<connections messages='0'>20</connections>|buffer/connections@messages|0"
                        + "|a whole number from 1 to 1000000",
                "<connections idle='11m'>20</connections>|buffer/connections@idle|11m"
                        + "|a time from 1ms to 10m with its unit (ms, s, m, h, d), such as 10s",
                "<delayWarning>never</delayWarning>|buffer/delayWarning|never"
                        + "|off, or a time from 1ms to 100d with its unit (ms, s, m, h, d), such as 4h",
                "<minFreeDisk>256MB</minFreeDisk>|buffer/minFreeDisk|256MB"
                        + "|a whole number of octets with its unit (KiB, MiB, GiB, TiB), such as 256MiB",
                "<minFreeDisk>1000000GiB</minFreeDisk>|buffer/minFreeDisk|1000000GiB"
                        + "|a whole number of octets with its unit (KiB, MiB, GiB, TiB), such as 256MiB",
                "<maxBytes>0GiB</maxBytes>|buffer/maxBytes|0GiB"
                        + "|a whole number of octets with its unit (KiB, MiB, GiB, TiB), such as 256MiB",
                "<maxBytes perDestination='x'>1GiB</maxBytes>|buffer/maxBytes@perDestination|x"
                        + "|a whole number of octets with its unit (KiB, MiB, GiB, TiB), such as 256MiB",
                "<maxMessages>0</maxMessages>|buffer/maxMessages|0|a whole number from 1 to 100000000"
            })
    void whatIsNoLimitIsAProblem(String xml, String place, String found, String expected) {
        assertThat(Documents.problems(buffer(xml)))
                .containsExactly(place + ": found \"" + found + "\", expected " + expected);
    }

    @Test
    void aLimitForEachDestinationIsTheOneInAllUnlessItIsSaid() throws InvalidSettings {
        BufferLimits limits = Documents.parse(buffer(
                        "<minFreeDisk>0KiB</minFreeDisk><maxMessages>7</maxMessages>" + "<maxBytes>3MiB</maxBytes>"))
                .buffer()
                .limits();
        assertThat(limits).isEqualTo(new BufferLimits(0, 7, 7, 3 << 20, 3 << 20));
        assertThat(Documents.parse(buffer("<delayWarning>off</delayWarning>"))
                        .buffer()
                        .delayWarning())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "ROOT", "transport", "ghost", "a b", "a/b"})
    void bouncesGoToAProcessorOfTheirOwn(String written) {
        assertThat(Documents.problems(buffer("<bounceProcessor>" + written + "</bounceProcessor>")))
                .containsExactly("buffer/bounceProcessor: found \"" + written + "\", expected the name of a processor"
                        + " of its own, not root, transport or ghost, such as bounces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "Transport", "ghost", "a b"})
    void soDoNoticesOfRelayingIfTheyAreNotOff(String written) {
        assertThat(Documents.problems(buffer("<relayedProcessor>" + written + "</relayedProcessor>")))
                .containsExactly("buffer/relayedProcessor: found \"" + written + "\", expected off, or the name of a"
                        + " processor of its own, not root, transport or ghost, such as relayed");
    }

    @ParameterizedTest
    @CsvSource({"'', bounces", "<bounceProcessor>refused</bounceProcessor>, refused"})
    void nobodyIsToldOfAFailureWhereThereIsNone(String bounceProcessor, String written) {
        assertThat(Documents.problems(buffer(bounceProcessor + "<relayedProcessor>" + written + "</relayedProcessor>")))
                .containsExactly("buffer/relayedProcessor: found \"" + written
                        + "\", expected another processor than bounceProcessor, which tells senders of a failure");
    }

    @Test
    void noticesOfRelayingAreOffUnlessTheyAreAskedFor() throws InvalidSettings {
        assertThat(Documents.parse(buffer("<relayedProcessor>off</relayedProcessor>"))
                        .buffer()
                        .relayedProcessor())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first='5' max='1d' | buffer/retry@first: found \"5\", expected " + RETRY_EXPECTED,
                "first='1m' max='25h' | buffer/retry@max: found \"25h\", expected " + RETRY_EXPECTED,
                "first='' | buffer/retry@first: found \"\", expected " + RETRY_EXPECTED,
                "first='2m' max='90s' | buffer/retry@first: found \"2m\", expected no more than max, which is 90s",
                "first='30m' | buffer/retry@first: found \"30m\", expected no more than max, which is 15m",
                "max='30s' | buffer/retry@max: found \"30s\", expected no less than first, which is 1m",
                "first='1h' max='1500ms'"
                        + " | buffer/retry@first: found \"1h\", expected no more than max, which is 1500ms",
                "firts='1m' | buffer/retry@firts: found an unknown attribute,"
                        + " expected only the attributes first, max",
            })
    void aWrongRetryIsAProblem(String attributes, String problem) {
        assertThat(Documents.problems(buffer("<retry " + attributes.replace('\'', '"') + "/>")))
                .containsExactly(problem);
    }

    @Test
    void theSecondOfTwoElementsIsReadForItsProblemsToo() {
        assertThat(Documents.problems(buffer("<node>a</node><node>b/c</node>")))
                .containsExactly(
                        "buffer/node[2]: found \"b/c\","
                                + " expected 1 to 63 letters, digits, dots, hyphens and underscores, such as mx2-a",
                        "buffer/node: found 2 elements of this name, expected one");
    }

    private static String buffer(String content) {
        return "<relayguard><buffer>" + content + "</buffer></relayguard>";
    }
}
