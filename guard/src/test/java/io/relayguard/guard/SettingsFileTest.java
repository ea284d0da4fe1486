package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.relayguard.core.address.DomainName;
import io.relayguard.core.net.IpAddress;
import io.relayguard.core.net.Networks;
import io.relayguard.core.primary.Primary;
import io.relayguard.core.primary.RelayDomain;
import io.relayguard.core.primary.RelayDomains;
import io.relayguard.core.settings.BufferSettings;
import io.relayguard.core.settings.DnsSettings;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.InvalidSettings.Problem;
import io.relayguard.core.settings.Settings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** relayguard.xml as James itself finds and reads it, from files. */
class SettingsFileTest {
    private final Path james;

    SettingsFileTest(@TempDir Path james) throws IOException {
        this.james = james;
        Files.createDirectory(james.resolve("conf"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<relayguard/>",
                "<relayguard></relayguard>",
                "<relayguard>\n  <!-- nothing yet -->\n</relayguard>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<relayguard>\n</relayguard>\n"
            })
    void anEmptyFileProtectsAndDoesNothingElse(String xml) throws Exception {
        assertOnlyDefaults(read(xml));
    }

    @Test
    void aMissingFileCountsAsEmpty() throws Exception {
        assertOnlyDefaults(read());
    }

    private static void assertOnlyDefaults(Settings settings) {
        assertThat(settings.networks()).isEqualTo(Networks.DEFAULT);
        assertThat(settings.relayDomains()).isEqualTo(RelayDomains.NONE);
        assertThat(settings.dns()).isEqualTo(DnsSettings.SYSTEM);
        assertThat(settings.buffer())
                .isEqualTo(BufferSettings.defaults(settings.buffer().node()));
    }

    @Test
    void everyPartOfTheFileArrives() throws Exception {
        Settings settings = read("""
                <relayguard>
                  <relayDomains>
                    <domain name="example.org"><primary>smtp://192.0.2.25:2525</primary><primary>mx</primary></domain>
                  </relayDomains>
                  <buffer>
                    <repository>file://var/mail/kept</repository>
                    <node>mx2-a</node>
                    <retry first="30s" max="1h"/>
                    <maxAge>10d</maxAge>
                    <connections>5</connections>
                    <bounceProcessor>refused</bounceProcessor>
                  </buffer>
                  <dns><server>127.0.0.1:5353</server><server>2001:db8::53</server></dns>
                </relayguard>
                """);

        assertThat(settings.relayDomains().find(new DomainName("example.org")))
                .map(RelayDomain::primaries)
                .contains(List.of(new Primary.Host("192.0.2.25", 2525), new Primary.Mx()));
        assertThat(settings.buffer())
                .hasToString("BufferSettings[repository=file://var/mail/kept, node=mx2-a,"
                        + " retry=Retry[first=PT30S, max=PT1H], maxAge=PT240H, delayWarning=Optional.empty,"
                        + " connections=Connections[most=5, messages=1000, idle=PT10S],"
                        + " limits=" + BufferSettings.DEFAULT_LIMITS + ", bounceProcessor=refused,"
                        + " relayedProcessor=Optional.empty]");
        assertThat(settings.dns().servers())
                .containsExactly(
                        new DnsSettings.Server(address("127.0.0.1"), 5353),
                        new DnsSettings.Server(address("2001:db8::53"), 53));
    }

    @Test
    void aListWithCommasLinesCommentsAndCdataStaysWhole() throws Exception {
        Settings settings = read("""
                <relayguard>
                  <networks>
                    <internal>
                      10.0.0.0/8, <!-- the intranet, all of it -->
                      !10.9.9.9,
                      fd00::/8
                    </internal>
                    <internal><![CDATA[192.168.0.0/16]]></internal>
                    <gateways>10.0.0.1,10.0.0.2</gateways>
                  </networks>
                </relayguard>
                """);

        assertThat(settings.networks().internal().entries())
                .extracting(Object::toString)
                .containsExactly("10.0.0.0/8", "!10.9.9.9", "fd00::/8", "192.168.0.0/16");
        assertThat(settings.networks().gateways().size()).isEqualTo(2);
    }

    @Test
    void listFilesAreFoundAsJamesFindsFiles() throws Exception {
        write("internal.txt", "# ours\n10.0.0.0/8\n\n!10.9.9.9  # not this one\n", StandardCharsets.UTF_8);

        Settings settings =
                read("<relayguard><networks><internal>file://conf/internal.txt</internal></networks></relayguard>");

        assertThat(settings.networks().isInside(address("10.1.1.1"))).isTrue();
        assertThat(settings.networks().isInside(address("10.9.9.9"))).isFalse();
        assertThat(settings.networks().isInside(address("127.0.0.1"))).isFalse();
    }

    @Test
    void aListFileThatIsMissingOrIsNotUtf8IsAProblemThatNamesIt() throws Exception {
        write("latin1.txt", "10.0.0.0/8 # B\u00fcro\n", StandardCharsets.ISO_8859_1);

        List<Problem> problems = problems("""
                <relayguard><networks>
                  <internal>file://conf/latin1.txt</internal>
                  <gateways>file://conf/missing.txt</gateways>
                </networks></relayguard>
                """);

        assertThat(problems).extracting(Problem::element).containsExactly("networks/internal", "networks/gateways");
        assertThat(problems)
                .extracting(Problem::found)
                .containsExactly("\"file://conf/latin1.txt\"", "\"file://conf/missing.txt\"");
    }

    @Test
    void anotherRootElementIsAProblem() throws Exception {
        assertThat(problems("<relay-guard/>"))
                .containsExactly(new Problem("the root element", "\"relay-guard\"", "relayguard"));
    }

    @Test
    void attributesAreReadStrictlyToo() throws Exception {
        assertThat(problems("<relayguard v=\"1\"><networks v=\"1\"/></relayguard>"))
                .extracting(Problem::element)
                .containsExactly("relayguard@v", "networks@v");
    }

    @Test
    void textBesideElementsIsAProblem() throws Exception {
        assertThat(problems("<relayguard>hello<networks/></relayguard>"))
                .extracting(Problem::found)
                .containsExactly("the text \"hello\"");
    }

    @Test
    void anEmptyElementIsAProblem() throws Exception {
        assertThat(problems("<relayguard><networks><internal/></networks></relayguard>"))
                .extracting(Problem::element, Problem::found)
                .containsExactly(tuple("networks/internal", "\"\""));
    }

    @Test
    void variablesAreNotReplacedSoTheyAreWrongAndNotSilentlyEmpty() throws Exception {
        assertThat(problems("<relayguard><networks><internal>${env:NETWORKS}</internal></networks></relayguard>"))
                .extracting(Problem::found)
                .containsExactly("\"${env:NETWORKS}\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<relayguard>", "<relayguard><networks></relayguard>", "relayguard", "<relayguard/><x/>"})
    void malformedXmlIsOneProblemThatSaysWhere(String xml) throws Exception {
        assertThat(problems(xml)).singleElement().satisfies(problem -> {
            assertThat(problem.element()).isEqualTo("relayguard.xml");
            assertThat(problem.found()).isNotBlank();
            assertThat(problem.expected()).isEqualTo("well-formed XML");
        });
    }

    @Test
    void allProblemsAreNamedInOneMessage() throws Exception {
        write("""
                <relayguard>
                  <networks><internal>10.0.0.1/8, gw.example.net</internal></networks>
                  <blacklist threshold="3"/>
                  <relayDomains><domain name="example.org"><primary>mail.example.org</primary></domain></relayDomains>
                  <buffer><maxAge>5</maxAge></buffer>
                </relayguard>
                """);

        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(this::read)
                .withMessageStartingWith("relayguard.xml has 5 problems:\n")
                .withMessageContainingAll(
                        "networks/internal: found \"10.0.0.1/8\"",
                        "networks/internal: found \"gw.example.net\"",
                        "blacklist: found an unknown element",
                        "relayDomains/domain (example.org)/primary: found \"mail.example.org\"",
                        "buffer/maxAge: found \"5\"");
    }

    private List<Problem> problems(String xml) throws IOException {
        write(xml);
        try {
            throw new AssertionError("no problem in " + read());
        } catch (InvalidSettings wrong) {
            return wrong.problems();
        }
    }

    private Settings read(String xml) throws IOException, InvalidSettings {
        write(xml);
        return read();
    }

    private Settings read() throws InvalidSettings {
        Configuration configuration =
                Configuration.builder().workingDirectory(james.toFile()).build();
        FileSystem fileSystem = new FileSystemImpl(configuration.directories());
        SettingsFile file = new SettingsFile(new FileConfigurationProvider(fileSystem, configuration), fileSystem);
        return file.read(file.look());
    }

    private void write(String xml) throws IOException {
        write("relayguard.xml", xml, StandardCharsets.UTF_8);
    }

    private void write(String name, String text, Charset charset) throws IOException {
        Files.writeString(james.resolve("conf").resolve(name), text, charset);
    }

    private static IpAddress address(String literal) {
        return IpAddress.parse(literal).orElseThrow();
    }
}
