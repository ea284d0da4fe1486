package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.spool.SpoolMailRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** What the spool says of files that it sets aside: an error only where a mail was kept. */
class SpoolLogTest {
    private final LogForTests log = new LogForTests(SpoolMailRepository.class.getName());
    private final Path folder;

    SpoolLogTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void listen() {
        log.start();
    }

    @AfterEach
    void hearNoMore() {
        log.close();
    }

    private SpoolMailRepository opened() throws Exception {
        FileSystem fileSystem = Mockito.mock(FileSystem.class, asked -> folder.toFile());
        SpoolMailRepository repository = new SpoolMailRepository(MailRepositoryUrl.from("spool://kept"), fileSystem);
        repository.init();
        return repository;
    }

    @Test
    void whatACrashLeftHalfWrittenIsNoLoss() throws Exception {
        Files.writeString(folder.resolve(".0815.tmp"), "half");

        opened();

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN event=set-aside reason=half-written file=" + folder.resolve("set-aside/.0815.tmp."))
                .endsWith(" why=\"left half written by a crash; nobody was told that it is kept, so nothing is lost\"");
    }

    @Test
    void aMailThatCannotBeReadIs() throws Exception {
        Files.writeString(folder.resolve("torn.mail"), "torn");

        assertThat(opened().retrieve(new MailKey("torn"))).isNull();

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("ERROR event=set-aside reason=unreadable file=" + folder.resolve("set-aside/torn.mail."));
    }
}
