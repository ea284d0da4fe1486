package io.relayguard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.NetworkSet;
import io.relayguard.core.net.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds docs/configuration.md to what the parser does. */
class ConfigurationPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|[^|]*\\| ([^|]*) \\|[^|]*\\|$");

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "configuration.md"));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    @Test
    void theTableHasTheDefaultsOfTheRecords() {
        Map<String, String> defaults = ROW.matcher(page)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), (MatchResult row) -> row.group(2)));

        BufferSettings.Retry retry = BufferSettings.Retry.DEFAULT;
        assertThat(defaults)
                .containsOnly(
                        Map.entry("networks/internal", "`" + written(Networks.DEFAULT.internal()) + "`"),
                        Map.entry("networks/gateways", "none"),
                        Map.entry("relayDomains/domain@name", "required"),
                        Map.entry("relayDomains/domain/primary", "required; port `" + Primary.Host.DEFAULT_PORT + "`"),
                        Map.entry("buffer/repository", "`" + BufferSettings.DEFAULT_REPOSITORY + "`"),
                        Map.entry("buffer/node", "this host's name"),
                        Map.entry("buffer/retry@first", "`" + DurationForm.write(retry.first()) + "`"),
                        Map.entry("buffer/retry@max", "`" + DurationForm.write(retry.max()) + "`"),
                        Map.entry("buffer/maxAge", "`" + DurationForm.write(BufferSettings.DEFAULT_MAX_AGE) + "`"),
                        Map.entry("buffer/connections", "`" + BufferSettings.DEFAULT_CONNECTIONS + "`"),
                        Map.entry("buffer/bounceProcessor", "`" + BufferSettings.DEFAULT_BOUNCE_PROCESSOR + "`"),
                        Map.entry(
                                "dns/server", "the system's servers; port `" + DnsSettings.Server.DEFAULT_PORT + "`"));
    }

    private static String written(NetworkSet set) {
        return set.entries().map(entry -> entry.network().toString()).collect(Collectors.joining(", "));
    }

    @Test
    void theCompleteConfigurationIsRight() throws InvalidSettings {
        String xml = block("complete").lines().map(line -> line.substring(2)).collect(Collectors.joining("\n"));
        Settings settings = Documents.parse(
                xml, Documents.files(Map.of("file://conf/internal-networks.txt", List.of("192.168.0.0/16"))));

        assertThat(settings.networks().internal().size()).isEqualTo(6);
        assertThat(settings.relayDomains().find(new DomainName("example.org")))
                .map(RelayDomain::primaries)
                .contains(List.of(new Primary.Host("mail.example.org", 25), new Primary.Mx()));
        assertThat(settings.buffer()).isEqualTo(BufferSettings.defaults("mx2-a"));
        assertThat(settings.dns().servers()).hasSize(2);
    }

    @Test
    void theWrongConfigurationHasTheMessageThatThePageShows() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> Documents.parse(block("wrong")))
                .withMessage(block("message"));
    }

    @ParameterizedTest
    @CsvSource({
        "buffer/repository, repository",
        "buffer/node, node",
        "buffer/maxAge, maxAge",
        "buffer/connections, connections",
        "buffer/bounceProcessor, bounceProcessor"
    })
    void theExamplesOfTheTableAreRight(String name, String element) throws InvalidSettings {
        String example = page.lines()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .map(line -> line.replaceAll(".*\\| `([^`]*)` \\|$", "$1"))
                .collect(Collectors.joining());

        assertThat(Documents.parse("<relayguard><buffer><%1$s>%2$s</%1$s></buffer></relayguard>"
                                .formatted(element, example))
                        .buffer()
                        .toString())
                .contains(element + "=");
    }

    /** The fenced block behind the comment of this name. */
    private String block(String name) {
        Pattern block = Pattern.compile("(?s)<!-- " + name + " -->\n```[a-z]+\n(.*?)\n```");
        return block.matcher(page)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
