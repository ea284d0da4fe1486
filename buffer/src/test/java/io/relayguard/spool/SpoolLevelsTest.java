package io.relayguard.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.relayguard.spool.format.Disk;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.james.mailrepository.api.MailKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where more files would be in one folder than the bound, here three, the others are one level below. */
class SpoolLevelsTest {
    private static final int BOUND = 3;

    private final Path folder;
    private final SpoolMailRepository repository;

    SpoolLevelsTest(@TempDir Path top) throws Exception {
        this.folder = top.resolve("mails");
        this.repository = opened();
    }

    private SpoolMailRepository opened() throws IOException {
        SpoolMailRepository opened = new SpoolMailRepository(Disk.ofThisMachine(), folder, BOUND);
        opened.init();
        return opened;
    }

    private List<MailKey> store(int number) throws Exception {
        List<MailKey> stored = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            stored.add(repository.store(Mails.mail("mail-" + i, Mails.SHORT, "a@example.org")));
        }
        return stored;
    }

    private List<Path> below() throws IOException {
        List<Path> below = new ArrayList<>();
        try (DirectoryStream<Path> levels = Files.newDirectoryStream(folder, "[0-9a-f][0-9a-f]")) {
            for (Path level : levels) {
                Mails.files(level).forEach(name -> below.add(level.resolve(name)));
            }
        }
        return below;
    }

    @Test
    void filesBeyondTheBoundAreOneLevelBelowAndAllAreFoundAfterARestart() throws Exception {
        List<MailKey> stored = store(50);
        assertThat(Mails.files(folder)).hasSize(BOUND);
        assertThat(below())
                .hasSize(47)
                .allSatisfy(file ->
                        assertThat(folder.relativize(file).toString()).matches("[0-9a-f]{2}/mail-[0-9]+\\.mail"));
        SpoolMailRepository next = opened();
        assertThat(next.size()).isEqualTo(50);
        assertThat(next.list()).toIterable().containsExactlyInAnyOrderElementsOf(stored);
        for (MailKey key : stored) {
            assertThat(Mails.octets(Mails.read(next, key))).isEqualTo(Mails.SHORT);
        }
    }

    @Test
    void mailIsReplacedWhereItIsWhateverTheNumberOfFiles() throws Exception {
        List<MailKey> stored = store(10);
        Path deep = below().get(0);
        byte[] other = Mails.ascii("Subject: other\r\n\r\n");
        for (MailKey key : stored) {
            repository.store(Mails.mail(key.asString(), other, "a@example.org"));
        }
        assertThat(deep).exists();
        assertThat(repository.size()).isEqualTo(10);
        for (int flat = 0; flat < BOUND; flat++) {
            repository.remove(stored.get(flat));
        }
        String name = deep.getFileName().toString().replace(".mail", "");
        repository.store(Mails.mail(name, Mails.SHORT, "a@example.org"));
        assertThat(Mails.files(folder)).isEmpty();
        assertThat(Mails.octets(Mails.read(repository, new MailKey(name)))).isEqualTo(Mails.SHORT);
    }

    @Test
    void removedMailIsGoneFromWhereverItWas() throws Exception {
        store(10).forEach(repository::remove);
        assertThat(repository.size()).isZero();
        assertThat(below()).isEmpty();
        store(2);
        assertThat(Mails.files(folder)).as("among few again").hasSize(2);
    }

    @Test
    void oldestComesFirstWhereverItIs() throws Exception {
        List<MailKey> stored = store(8);
        List<Path> files = new ArrayList<>(below());
        Mails.files(folder).forEach(name -> files.add(folder.resolve(name)));
        for (Path file : files) {
            int number = Integer.parseInt(file.getFileName().toString().replaceAll("[^0-9]", ""));
            Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1000 - number)));
        }
        List<MailKey> reversed = new ArrayList<>(stored);
        Collections.reverse(reversed);
        assertThat(repository.list()).toIterable().containsExactlyElementsOf(reversed);
    }

    @Test
    void leftoversBelowAreSetAsideWhenTheyAreListedAndTornFilesWhenTheyAreRead() throws Exception {
        store(10);
        Path torn = below().get(0);
        Files.writeString(torn, "torn");
        Files.writeString(torn.resolveSibling(".0815.tmp"), "half");
        SpoolMailRepository next = opened();
        String name = torn.getFileName().toString().replace(".mail", "");
        assertThat(next.retrieve(new MailKey(name))).isNull();
        assertThat(next.list()).toIterable().hasSize(9);
        assertThat(Mails.files(folder.resolve("set-aside"))).hasSize(2);
    }

    @Test
    void onlyTheServersOwnUserMayEnterAFolderBelow() throws Exception {
        store(10);
        Path below = Objects.requireNonNull(below().get(0).getParent());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(below)))
                .isEqualTo("rwx------");
    }
}
