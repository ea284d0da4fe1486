package io.relayguard.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.core.address.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

class StoredDomainsTest {
    private final MailRepositoryStore store = Mockito.mock(MailRepositoryStore.class);
    private final Path james;
    private final StoredDomains stored;

    StoredDomainsTest(@TempDir Path james) {
        this.james = james;
        FileSystem fileSystem = new FileSystemImpl(
                Configuration.builder().workingDirectory(james.toFile()).build().directories());
        this.stored = new StoredDomains(store, fileSystem);
        Mockito.when(store.getUrls()).thenAnswer(asked -> Stream.empty());
    }

    private static MailRepositoryUrl url(String url) {
        return MailRepositoryUrl.from(url);
    }

    @Test
    void theListOfJamesHasThoseOfTheNode() throws IOException {
        Mockito.when(store.getUrls())
                .thenAnswer(asked -> Stream.of(
                        url("jpa://kept/node/example.org"),
                        url("jpa://kept/node/undeliverable"),
                        url("jpa://kept/other/example.com"),
                        url("jpa://kept/node"),
                        url("jpa://var/mail/error")));

        assertThat(stored.below(url("jpa://kept/node")))
                .containsExactlyInAnyOrder(new DomainName("example.org"), new DomainName("undeliverable"));
    }

    @Test
    void theFoldersOnDiskHaveThoseThatJamesForgot() throws IOException {
        Files.createDirectories(james.resolve("var/mail/kept/node/example.org/set-aside"));
        Files.createDirectories(james.resolve("var/mail/kept/node/-not-a-name-"));
        Files.createDirectories(james.resolve("var/mail/kept/other/example.com"));
        Files.writeString(james.resolve("var/mail/kept/node/file.example"), "");

        assertThat(stored.below(url("spool://var/mail/kept/node"))).containsExactly(new DomainName("example.org"));
        assertThat(stored.below(url("file://var/mail/kept/node"))).containsExactly(new DomainName("example.org"));
        assertThat(stored.below(url("memory://var/mail/kept/node"))).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereHasNone() throws IOException {
        assertThat(stored.below(url("spool://var/mail/kept/node"))).isEmpty();
    }
}
