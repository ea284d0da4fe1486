package io.relayguard.spool.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is removed is gone at once, and deleted soon; on real files. */
@Timeout(60)
class RemovalTest {
    private static final int BOUND = 2;

    private final Path folder;
    private final SpoolFolder spool;

    RemovalTest(@TempDir Path top) {
        folder = top.resolve("spool");
        spool = opened();
    }

    private SpoolFolder opened() {
        return new SpoolFolder(Disk.ofThisMachine(), folder, BOUND);
    }

    @BeforeEach
    void open() throws IOException {
        spool.init();
    }

    private void store(String... names) throws IOException {
        for (String name : names) {
            spool.store(name, "{}\n".getBytes(StandardCharsets.US_ASCII), new ByteArrayInputStream(new byte[5000]));
        }
    }

    private List<String> names() throws IOException {
        Iterator<String> names = opened().names();
        return Stream.generate(() -> names.hasNext() ? names.next() : "")
                .takeWhile(name -> !name.isEmpty())
                .toList();
    }

    private boolean nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve(SpoolFolder.REMOVED))) {
            return left.findAny().isEmpty();
        }
    }

    @Test
    void aRemovedMailIsGoneAtOnceAndDeletedSoon() throws IOException {
        store("first", "second", "third", "fourth");
        spool.remove("first");
        spool.remove("fourth");
        assertThat(names()).containsExactlyInAnyOrder("second", "third");
        assertThat(spool.size()).isEqualTo(2);
        await().until(this::nothingIsLeft);
    }

    @Test
    void nothingIsDeletedWhileMoreIsBeingRemoved() throws IOException {
        store("first", "second");
        Path removed = Files.createDirectory(folder.resolve(SpoolFolder.REMOVED));
        Removal never = new Removal(Duration.ofDays(1), Duration.ofDays(1));
        assertThat(never.take(folder.resolve("first.mail"), removed)).isTrue();
        assertThat(never.take(folder.resolve("second.mail"), removed)).isTrue();
        assertThat(nothingIsLeft()).isFalse();
        assertThat(names()).isEmpty();
    }

    @Test
    void butNotMuchLaterThanTheFirstWasRemoved() throws IOException {
        store("first", "second");
        Path removed = Files.createDirectory(folder.resolve(SpoolFolder.REMOVED));
        Removal busy = new Removal(Duration.ofDays(1), Duration.ofMillis(1));
        assertThat(busy.take(folder.resolve("first.mail"), removed)).isTrue();
        await().until(this::nothingIsLeft);
        assertThat(busy.take(folder.resolve("second.mail"), removed)).isTrue();
        await().until(this::nothingIsLeft);
    }

    @Test
    void itMayComeAgainAndGoAgain() throws IOException {
        for (int i = 0; i < 100; i++) {
            store("mail");
            assertThat(names()).containsExactly("mail");
            spool.remove("mail");
            assertThat(names()).isEmpty();
        }
        await().until(this::nothingIsLeft);
    }

    @Test
    void toRemoveWhatIsNotThereIsNoFault() throws IOException {
        spool.remove("nobody");
        assertThat(folder.resolve(SpoolFolder.REMOVED)).doesNotExist();
    }

    @Test
    void whatAProcessLeftToBeDeletedIsDeletedByTheNext() throws IOException {
        Path removed = Files.createDirectory(folder.resolve(SpoolFolder.REMOVED));
        Files.write(removed.resolve("left"), new byte[10]);
        opened().init();
        await().until(this::nothingIsLeft);
        assertThat(names()).isEmpty();
    }

    @Test
    void whereTheFolderForItCannotBeMadeAMailIsDeletedAtOnce() throws IOException {
        Files.write(folder.resolve(SpoolFolder.REMOVED), new byte[10]);
        store("first");
        spool.remove("first");
        assertThat(names()).isEmpty();
        assertThat(folder.resolve("first.mail")).doesNotExist();
    }
}
