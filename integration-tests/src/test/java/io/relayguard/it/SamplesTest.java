package io.relayguard.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.fixture.james.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** conf-samples: what is the same in all samples stays the same, and the pages say what the files say. */
class SamplesTest {
    private static final Path FOLDER = Checkout.root().resolve("conf-samples");
    private static final Pattern ROLE = Pattern.compile("<role>(.*?)</role>");
    private static final String SAME_START = "These files are the same, byte for byte, in all samples: ";

    static List<String> samples() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(Files::isDirectory)
                    .map(sample -> sample.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void filesThatThePageCallsTheSameAreTheSame() throws IOException {
        String listed = page("").lines()
                .filter(line -> line.startsWith(SAME_START))
                .map(line -> line.substring(SAME_START.length()))
                .findFirst()
                .orElseThrow();
        for (String name : listed.substring(0, listed.indexOf('.')).split(", ", -1)) {
            List<String> versions = samples().stream()
                    .map(sample -> onlyFile(sample, name))
                    .distinct()
                    .toList();
            assertThat(versions).as(name).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void pageOfAllSamplesNamesItsRoles(String sample) throws IOException {
        String roles = ROLE.matcher(conf(sample, "relayguard.xml"))
                .results()
                .map(role -> role.group(1))
                .collect(Collectors.joining(", "));
        String row = "| [" + sample + "](" + sample + "/README.md) | ";
        assertThat(page("").lines().filter(line -> line.startsWith(row)))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith(row + roles + " |"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void pageHasADrawingATableAndItsFourParts(String sample) throws IOException {
        assertThat(page(sample))
                .contains(
                        "──▶",
                        "| from | to ",
                        "## Put it in place",
                        "## Line by line",
                        "## Try it",
                        "## How to misuse it");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySmtpServerHasOurHookFirstAndNoListOfNetworksOfItsOwn(String sample) throws IOException {
        String servers = conf(sample, "smtpserver.xml").replaceAll("(?s)<!--.*?-->", "");
        List<String> chains = Pattern.compile("<handlerchain>\\s*<handler class=\"(.*?)\"/>")
                .matcher(servers)
                .results()
                .map(chain -> chain.group(1))
                .toList();
        assertThat(chains)
                .hasSize(servers.split("<smtpserver ", -1).length - 1)
                .containsOnly("io.relayguard.smtp.RelayPolicyHook");
        assertThat(servers).doesNotContain("authorizedAddresses");
    }

    private static String page(String sample) throws IOException {
        return Files.readString(FOLDER.resolve(sample).resolve("README.md"));
    }

    private static String conf(String sample, String file) throws IOException {
        return Files.readString(FOLDER.resolve(sample).resolve("conf").resolve(file));
    }

    /** By its name without the extension. */
    private static String onlyFile(String sample, String name) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(sample).resolve("conf"))) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(name + "."))
                    .toList();
            assertThat(found).as("%s in %s", name, sample).hasSize(1);
            return Files.readString(found.get(0));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
