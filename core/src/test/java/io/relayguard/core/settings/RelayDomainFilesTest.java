package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.Primary.Host;
import io.relayguard.core.primary.Primary.Mx;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code <relayDomains><domains>}: files of relay domains, one a line. */
class RelayDomainFilesTest {
    private static final String NAME_EXPECTED = "a domain name, such as example.org or xn--exmple-cua.org";
    private static final String PRIMARY_EXPECTED =
            "mx, or smtp://host or smtp://host:port, such as smtp://mail.example.org:25 or smtp://[2001:db8::1];"
                    + " behind it ?tls= and none, opportunistic, required or verified may stand";
    private static final String ONE_FILE = "<domains>file://d.txt</domains>";

    private static RelayDomains domains(String content, ListFiles files) throws InvalidSettings {
        return Documents.parse("<relayguard><relayDomains>" + content + "</relayDomains></relayguard>", files)
                .relayDomains();
    }

    private static RelayDomains domains(String content, String... lines) throws InvalidSettings {
        return domains(content, Documents.files(Map.of("file://d.txt", List.of(lines))));
    }

    private static List<String> problems(String content, ListFiles files) {
        try {
            throw new AssertionError("no problem in " + domains(content, files));
        } catch (InvalidSettings invalid) {
            return invalid.problems().stream().map(Object::toString).toList();
        }
    }

    private static List<String> problems(String content, String... lines) {
        return problems(content, Documents.files(Map.of("file://d.txt", List.of(lines))));
    }

    private static Optional<RelayDomain> found(String name, int line, Primary... primaries) {
        return Optional.of(new RelayDomain(new DomainName(name), List.of(primaries), "file://d.txt line " + line));
    }

    @Test
    void aLineIsADomainAndMayNameItsPrimaries() throws InvalidSettings {
        RelayDomains domains = domains(
                ONE_FILE,
                "# customers",
                "Example.ORG.",
                "",
                "  exämple.com   # moved in May",
                "example.net smtp://10.0.0.5 mx",
                "\texample.edu\tsmtp://[2001:db8::1]:2525#two",
                "#example.info");

        assertThat(domains.size()).isEqualTo(4);
        assertThat(domains.find(new DomainName("example.org"))).isEqualTo(found("example.org", 2, new Mx()));
        assertThat(domains.find(new DomainName("xn--exmple-cua.com")))
                .isEqualTo(found("xn--exmple-cua.com", 4, new Mx()));
        assertThat(domains.find(new DomainName("example.net")))
                .isEqualTo(found("example.net", 5, new Host("10.0.0.5", 25), new Mx()));
        assertThat(domains.find(new DomainName("example.edu")))
                .isEqualTo(found("example.edu", 6, new Host("2001:db8::1", 2525)));
        assertThat(domains.find(new DomainName("example.info"))).isEmpty();
    }

    @Test
    void theElementNamesThePrimaryOfAllThatNameNone() throws InvalidSettings {
        RelayDomains domains = domains(
                "<domains primary='smtp://10.0.0.5:26'>file://d.txt</domains>", "example.org", "example.net mx");

        assertThat(domains.find(new DomainName("example.org")))
                .isEqualTo(found("example.org", 1, new Host("10.0.0.5", 26)));
        assertThat(domains.find(new DomainName("example.net"))).isEqualTo(found("example.net", 2, new Mx()));
    }

    @Test
    void severalFilesAndElementsAddUp() throws InvalidSettings {
        RelayDomains domains = domains(
                "<domain name='example.org'><primary>mx</primary></domain>"
                        + "<domains>file://a.txt</domains><domains>file://b.txt</domains>",
                Documents.files(Map.of("file://a.txt", List.of("a.example"), "file://b.txt", List.of("# none yet"))));

        assertThat(domains.size()).isEqualTo(2);
        assertThat(domains.find(new DomainName("a.example"))).isPresent();
    }

    @Test
    void everyWrongLineIsNamed() {
        assertThat(problems(
                        ONE_FILE,
                        "example.org, example.com",
                        "192.0.2.1",
                        "user@example.org mail.example.org",
                        "example.org mx mx",
                        "example.net smtp://10.0.0.5 smtp://10.0.0.5:25",
                        "exa\u0007mple.edu"))
                .containsExactly(
                        "file://d.txt line 1: found \"example.org,\", expected " + NAME_EXPECTED,
                        "file://d.txt line 1: found \"example.com\", expected " + PRIMARY_EXPECTED,
                        "file://d.txt line 2: found \"192.0.2.1\", expected " + NAME_EXPECTED,
                        "file://d.txt line 3: found \"user@example.org\", expected " + NAME_EXPECTED,
                        "file://d.txt line 3: found \"mail.example.org\", expected " + PRIMARY_EXPECTED,
                        "file://d.txt line 4: found \"mx\", expected each primary once",
                        "file://d.txt line 5: found \"smtp://10.0.0.5:25\", expected each primary once",
                        "file://d.txt line 6: found \"exa\\u{7}mple.edu\", expected " + NAME_EXPECTED);
    }

    @Test
    void aDomainStandsOnceInAllElementsAndFiles() {
        ListFiles files = Documents.files(Map.of(
                "file://a.txt", List.of("a.example", "b.example", "A.Example."),
                "file://b.txt", List.of("example.org", "b.example", "c.example")));

        assertThat(problems(
                        "<domains>file://a.txt</domains><domains>file://b.txt</domains>"
                                + "<domain name='example.org'><primary>mx</primary></domain>",
                        files))
                .containsExactly(
                        "file://a.txt line 3: found \"a.example\","
                                + " expected each domain once (it stands in line 1 too)",
                        "file://b.txt line 1: found \"example.org\","
                                + " expected each domain once (it stands in relayDomains/domain too)",
                        "file://b.txt line 2: found \"b.example\","
                                + " expected each domain once (it stands in file://a.txt line 2 too)");
    }

    @Test
    void aFileThatIsNoListDoesNotFillTheLog() {
        String[] lines = Collections.nCopies(250, "not a list").toArray(String[]::new);

        assertThat(problems(ONE_FILE, lines))
                .hasSize(101)
                .startsWith("file://d.txt line 1: found \"not\", expected each domain once"
                        .replace("each domain once", PRIMARY_EXPECTED)
                        .replace("\"not\"", "\"a\""))
                .last()
                .isEqualTo("file://d.txt: found 649 more wrong lines, expected one domain a line, such as example.org");
    }

    @Test
    void ahundredWrongLinesAreAllShown() {
        assertThat(problems(ONE_FILE, Collections.nCopies(100, "-").toArray(String[]::new)))
                .hasSize(100)
                .last()
                .isEqualTo("file://d.txt line 100: found \"-\", expected " + NAME_EXPECTED);
    }

    @Test
    void aFileThatIsNotThereOrNoTextIsAProblem() {
        assertThat(problems(ONE_FILE, Documents.files(Map.of())))
                .containsExactly("relayDomains/domains: found \"file://d.txt\","
                        + " expected a text file that can be read (no such file: file://d.txt)");
        ListFiles binary = url -> Stream.of("example.org").peek(line -> {
            throw new UncheckedIOException(new MalformedInputException(1));
        });
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> domains(ONE_FILE, binary))
                .withMessageContaining("expected a text file that can be read (");
        ListFiles forbidden = url -> {
            throw new IOException("forbidden\nby order");
        };
        assertThat(problems(ONE_FILE, forbidden))
                .containsExactly("relayDomains/domains: found \"file://d.txt\","
                        + " expected a text file that can be read (forbidden\\nby order)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "file://", "file://a.txt, file://b.txt", "file://a b", "http://x/d.txt"})
    void anElementNamesOneFile(String text) {
        assertThat(problems("<domains>%s</domains>".formatted(text)))
                .containsExactly("relayDomains/domains: found \"" + text
                        + "\", expected one file such as file://conf/relay-domains.txt");
    }

    /** Messages name it as it is written. */
    @Test
    void theNameOfAFileCanBeSeen() {
        assertThat(problems("<domains>file://conf/\u202ed.txt</domains>"))
                .containsExactly("relayDomains/domains: found \"file://conf/\\u{202e}d.txt\","
                        + " expected one file such as file://conf/relay-domains.txt");
    }

    @Test
    void anElementHasAPrimaryAndNothingElse() {
        assertThat(problems("<domains primary='mail.example.org' name='x'>file://d.txt<primary>mx</primary></domains>"))
                .containsExactly(
                        "relayDomains/domains@primary: found \"mail.example.org\", expected " + PRIMARY_EXPECTED,
                        "relayDomains/domains@name: found an unknown attribute, expected only the attributes primary",
                        "relayDomains/domains/primary: found an unknown element, expected no element");
    }

    @Test
    void aMillionLinesAreRead() throws InvalidSettings {
        ListFiles million = url -> IntStream.range(0, 1_000_000).mapToObj(i -> "customer-" + i + ".example");
        RelayDomains domains = domains(ONE_FILE, million);

        assertThat(domains.size()).isEqualTo(1_000_000);
        assertThat(domains.find(new DomainName("customer-999999.example")))
                .isEqualTo(found("customer-999999.example", 1_000_000, new Mx()));
        assertThat(domains.find(new DomainName("customer-1000000.example"))).isEmpty();
    }
}
