package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.net.IpAddress;
import io.relayguard.core.settings.InvalidSettings;
import io.relayguard.core.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a disk that change, looked at by hand. */
class ReloadingTest {
    private static final String LIST =
            "<relayguard><networks><internal>file://conf/list.txt</internal></networks></relayguard>";
    private static final IpAddress TEN = IpAddress.parse("10.0.0.1").orElseThrow();

    private final List<Settings> accepted = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final Path conf;
    private final SettingsFile file;
    private Reloading reloading;

    ReloadingTest(@TempDir Path james) throws Exception {
        conf = Files.createDirectory(james.resolve("conf"));
        Configuration configuration =
                Configuration.builder().workingDirectory(james.toFile()).build();
        FileSystem fileSystem = new FileSystemImpl(configuration.directories());
        file = new SettingsFile(new FileConfigurationProvider(fileSystem, configuration), fileSystem);
        write("list.txt", "192.0.2.0/24\n");
        write("relayguard.xml", LIST);
        reloading = reloading();
    }

    @BeforeEach
    void begin() throws InvalidSettings {
        reloading = reloading();
    }

    private Reloading reloading() throws InvalidSettings {
        return new Reloading(
                file,
                file.look(),
                accepted::add,
                wrong -> rejected.add(wrong.problems().get(0).element()));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(conf.resolve(name), text);
    }

    private void lookTwice() {
        reloading.look();
        reloading.look();
    }

    @Test
    void nothingIsReadWhileNothingChanges() {
        lookTwice();
        lookTwice();

        assertThat(accepted).isEmpty();
        assertThat(rejected).isEmpty();
    }

    @Test
    void aChangeIsReadOnceItHasComeToRest() throws IOException {
        write("relayguard.xml", "<relayguard/>");
        reloading.look();
        assertThat(accepted).isEmpty();

        write("relayguard.xml", "<relayguard mode=\"observe\"/>");
        reloading.look();
        assertThat(accepted).isEmpty();

        reloading.look();
        reloading.look();
        assertThat(accepted).hasSize(1);
    }

    @Test
    void aChangedListIsReadToo() throws IOException {
        write("list.txt", "10.0.0.0/8\n192.0.2.0/24\n");
        lookTwice();

        assertThat(accepted)
                .singleElement()
                .satisfies(settings ->
                        assertThat(settings.networks().isInside(TEN)).isTrue());
    }

    @Test
    void aListOfTheSameSizeAndAnotherTimeIsReadToo() throws IOException {
        write("list.txt", "10.0.0.0/24 \n");
        assertThat(Files.size(conf.resolve("list.txt"))).isEqualTo("192.0.2.0/24\n".length());
        Files.setLastModifiedTime(
                conf.resolve("list.txt"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        lookTwice();

        assertThat(accepted).hasSize(1);
    }

    @Test
    void aFileThatIsWrongIsReportedOnceAndChangesNothing() throws IOException {
        write("relayguard.xml", "<relayguard><what/></relayguard>");
        lookTwice();
        lookTwice();

        assertThat(rejected).containsExactly("what");
        assertThat(accepted).isEmpty();
        assertThat(reloading.failure()).isPresent();
    }

    @Test
    void aFileThatIsNoXmlIsReportedOnce() throws IOException {
        write("relayguard.xml", "<relayguard");
        lookTwice();
        lookTwice();

        assertThat(rejected).containsExactly("relayguard.xml");
    }

    @Test
    void aListThatIsGoneIsReported() throws IOException {
        Files.delete(conf.resolve("list.txt"));
        lookTwice();

        assertThat(rejected).containsExactly("networks/internal");
    }

    @Test
    void whoeverMendsTheFileIsForgiven() throws IOException {
        write("relayguard.xml", "<relayguard><what/></relayguard>");
        lookTwice();
        write("relayguard.xml", LIST);
        lookTwice();

        assertThat(accepted).hasSize(1);
        assertThat(reloading.failure()).isEmpty();
    }

    @Test
    void aCallReadsAtOnceAndSaysWhatIsWrong() throws IOException {
        write("relayguard.xml", "<relayguard/>");
        assertThat(reloading.reload()).isEmpty();
        assertThat(accepted).hasSize(1);

        write("relayguard.xml", "<relayguard><what/></relayguard>");
        assertThat(reloading.reload())
                .hasValueSatisfying(wrong -> assertThat(wrong.problems()).hasSize(1));
        lookTwice();
        assertThat(accepted).hasSize(1);
        assertThat(rejected).hasSize(1);
    }

    @Test
    void aCallReadsAlsoWhatHasNotChanged() {
        assertThat(reloading.reload()).isEmpty();

        assertThat(accepted).hasSize(1);
    }
}
