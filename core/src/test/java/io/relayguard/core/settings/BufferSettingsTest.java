package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.settings.BufferSettings.Retry;
import java.time.Duration;
import java.util.Map;
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
                        20,
                        "bounces"));
    }

    @Test
    void everyElementHasItsPlace() throws InvalidSettings {
        assertThat(Documents.parse("""
                                <relayguard><buffer>
                                  <repository>file://var/mail/kept/</repository>
                                  <node>mx2-a</node>
                                  <retry first="500ms" max="2h"/>
                                  <maxAge>10d</maxAge>
                                  <connections>1000</connections>
                                  <bounceProcessor>refused.by_primary</bounceProcessor>
                                </buffer></relayguard>""").buffer())
                .isEqualTo(new BufferSettings(
                        "file://var/mail/kept",
                        "mx2-a",
                        new Retry(Duration.ofMillis(500), Duration.ofHours(2)),
                        Duration.ofDays(10),
                        1000,
                        "refused.by_primary"));
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
                .containsExactly("buffer/connections: found \"" + written
                        + "\", expected a whole number from 1 to 1000, such as 20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "ROOT", "transport", "ghost", "a b", "a/b"})
    void bouncesGoToAProcessorOfTheirOwn(String written) {
        assertThat(Documents.problems(buffer("<bounceProcessor>" + written + "</bounceProcessor>")))
                .containsExactly("buffer/bounceProcessor: found \"" + written + "\", expected the name of a processor"
                        + " of its own, not root, transport or ghost, such as bounces");
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
